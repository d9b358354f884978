/**
 * The programs that the tests need from Debian, and their installation. Run by itself
 * (`node scripts/test-services.mjs`) it installs what is missing, where MLINZI_TEST_INSTALL=1 allows it.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { programOf, services } from './test-groups.mjs'

const folders = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`

function has(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`], { env: { PATH: folders } }).status === 0
}

/** Names of the services whose program is not on this machine. */
export function missingServices() {
  return Object.keys(services).filter((name) => !has(programOf[name]))
}

function aptGet(args) {
  const { status } = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  })
  return status === 0
}

/** Installs what is missing from Debian's packages: asked for by MLINZI_TEST_INSTALL=1, root only. */
export function installServices() {
  const missing = missingServices()
  if (missing.length === 0 || process.env.MLINZI_TEST_INSTALL !== '1') return
  if (process.getuid?.() !== 0) {
    console.log(`MLINZI_TEST_INSTALL needs root to install: ${missing.join(', ')}`)
    return
  }
  aptGet(['update', '-qq'])
  const packages = missing.map((name) => services[name])
  if (!aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages])) {
    console.log(`Debian's packages could not all be installed: ${packages.join(', ')}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installServices()
