/**
 * `npm test`: every group, its time, and what was skipped and why.
 * MLINZI_TEST_INSTALL=1 installs what is missing from Debian's packages (root only);
 * MLINZI_REQUIRE_SERVICES=1 makes a skipped test a failure, unless it says "not possible here".
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pinnedNode, root, toolEnvironment } from './pinned-node.mjs'
import { groups, services } from './test-groups.mjs'
import { installServices, missingServices } from './test-services.mjs'

const longForm = { '--chaos': ['durability', 'network'], '--fuzz': ['unit'] }
const asked = process.argv.slice(2)
const names = asked.find((word) => word in longForm)
  ? longForm[asked.find((word) => word in longForm)]
  : null
const environment = toolEnvironment()
// All groups together stay below what a continuous-integration run is given.
const groupMinutesMax = names ? 360 : 12
if (asked.includes('--chaos')) {
  Object.assign(environment, {
    MLINZI_KILLS: '1000',
    MLINZI_POWER_CUTS: '1000',
    MLINZI_FLOOD: '10000',
  })
}
if (asked.includes('--fuzz')) environment.MLINZI_FUZZ_INPUTS = '2000000'

/**
 * Runs the program in a process group of its own, which is ended as a whole: what a failed test left
 * running must neither hold this run's pipes open nor take part in the next group.
 */
function runBounded(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: environment,
      detached: true,
    })
    const end = () => {
      try {
        process.kill(-Number(child.pid), 'SIGKILL')
      } catch (error) {
        if (error.code !== 'ESRCH') throw error
      }
    }
    const limit = setTimeout(() => {
      console.log(`the group is ended: it took more than ${groupMinutesMax} minutes`)
      end()
    }, groupMinutesMax * 60_000)
    const stop = () => {
      end()
      process.exit(1)
    }
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
    child.once('exit', (status) => {
      clearTimeout(limit)
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop)
      end()
      resolve(status)
    })
  })
}

/** Runs one group; gives its counts and the skipped tests. */
async function runGroup({ name, folders }) {
  const present = folders.filter((folder) => existsSync(join(root, folder)))
  if (present.length === 0)
    return { name, seconds: 0, passed: 0, failed: 0, skipped: [], failures: [] }
  const report = join(root, '.cache', 'tests', `${name.replaceAll(' ', '-')}.json`)
  const started = performance.now()
  const extra = asked.filter((word) => !(word in longForm))
  rmSync(report, { force: true })
  const status = await runBounded(pinnedNode(), [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...present,
    ...extra,
  ])
  const seconds = (performance.now() - started) / 1000
  if (!existsSync(report)) {
    const failures = [`group ${name}: ended without a report`]
    return { name, seconds, passed: 0, failed: 1, skipped: [], failures }
  }
  const json = JSON.parse(readFileSync(report, 'utf8'))
  const skipped = json.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => ['skipped', 'pending', 'todo', 'disabled'].includes(test.status))
      .map((test) => test.fullName),
  )
  const failed = json.numFailedTests + (status !== 0 && json.numFailedTests === 0 ? 1 : 0)
  return {
    name,
    seconds,
    passed: json.numPassedTests,
    failed,
    skipped,
    failures: json.testResults.flatMap(failuresOf),
  }
}

/** What failed in one file of vitest's JSON report, in a few lines each: a long log may be cut in its middle. */
function failuresOf(file) {
  const where = relative(root, file.name)
  const short = (text) => text.split('\n').slice(0, 8).join('\n    ')
  const tests = file.assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `${where}: ${test.fullName}\n    ${short(test.failureMessages.join('\n'))}`)
  // A file that could not be loaded has a message of its own and no tests.
  return tests.length === 0 && file.status === 'failed' && file.message
    ? [`${where}\n    ${short(file.message)}`]
    : tests
}

installServices()
mkdirSync(join(root, '.cache', 'tests'), { recursive: true })
const built = spawnSync(pinnedNode(), [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' })
if (built.status !== 0) process.exit(1)
const results = []
for (const group of groups.filter(({ name }) => !names || names.includes(name))) {
  results.push(await runGroup(group))
}

console.log('\ngroup          seconds  passed  failed  skipped')
for (const { name, seconds, passed, failed, skipped } of results) {
  console.log(
    `${name.padEnd(14)} ${seconds.toFixed(0).padStart(7)} ${String(passed).padStart(7)} ${String(failed).padStart(7)} ${String(skipped.length).padStart(8)}`,
  )
}
for (const failure of results.flatMap((result) => result.failures)) console.log(`FAILED ${failure}`)
const skipped = results.flatMap((result) => result.skipped)
for (const name of skipped) console.log(`skipped: ${name}`)
for (const name of missingServices()) {
  console.log(`not installed here: ${services[name]} (MLINZI_TEST_INSTALL=1 as root installs it)`)
}
const unexcused =
  process.env.MLINZI_REQUIRE_SERVICES === '1'
    ? skipped.filter((name) => !name.includes('not possible here'))
    : []
for (const name of unexcused) console.log(`a skipped test counts as failed here: ${name}`)
const total = (key) => results.reduce((sum, result) => sum + result[key], 0)
const failed = total('failed') + unexcused.length
console.log(`\n${total('passed')} passed, ${failed} failed, ${skipped.length} skipped`)
process.exit(failed === 0 && total('passed') > 0 ? 0 : 1)
