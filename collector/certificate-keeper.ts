/**
 * Which certificate the collector shows: its own, whose names follow the machine's, or the one that
 * the office's authority gave it. A renewed file is taken up without a restart; a wrong one is told
 * and the present one stays.
 */
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { PrivateFolder } from '../lib/private-folder.ts'
import {
  checkedPem,
  kept,
  keptPem,
  missingFiles,
  readPem,
  type CertificateFiles,
  type Pem,
} from './certificate-files.ts'
import { openAuthority, type Authority } from './gateway/authority.ts'
import {
  CertificateUnfit,
  officeCertificate,
  type OfficeCertificate,
} from './gateway/office-certificate.ts'
import type { CollectorHome } from './home.ts'

export interface CertificateKeeperParts {
  readonly home: CollectorHome
  /** Undefined: the collector's own authority. */
  readonly files: CertificateFiles | undefined
  /** Names and addresses of this machine, as they are now. */
  readonly machineNames: () => readonly string[]
  readonly clock: Clock
  readonly log: Log
}
export class CertificateKeeper {
  readonly #parts: CertificateKeeperParts
  readonly #files: PrivateFolder
  #current: Authority
  #names: readonly string[]
  #told = ''

  private constructor(parts: CertificateKeeperParts, files: PrivateFolder, current: Authority) {
    this.#parts = parts
    this.#files = files
    this.#current = current
    this.#names = namesOf(current, parts.machineNames())
  }
  /** Throws CertificateUnfit, naming the file, when the office's certificate cannot be used. */
  static async open(parts: CertificateKeeperParts): Promise<CertificateKeeper> {
    const folder = new PrivateFolder(parts.home.authority)
    if (parts.files === undefined) {
      const own = await openAuthority(folder, 'Mlinzi', parts.machineNames())
      return new CertificateKeeper(parts, folder, own)
    }
    const before = await keptPem(folder)
    const pem = (await readPem(parts.home, parts.files)) ?? before
    if (pem === undefined) throw missingFiles(parts.files)
    const office = checkedPem(parts.files, pem, parts.clock.now())
    const keeper = new CertificateKeeper(parts, folder, office)
    await keeper.#keep(pem, before)
    keeper.#tellFaults(office)
    return keeper
  }
  get current(): Authority {
    return this.#current
  }
  /** Under which the collector is known, those that the office chose first. */
  get names(): readonly string[] {
    return this.#names
  }
  /** The certificate to show from now on; undefined while nothing has changed. */
  async review(): Promise<Authority | undefined> {
    const { files, machineNames } = this.#parts
    const names = machineNames()
    this.#names = namesOf(this.#current, names)
    const next = files === undefined ? await this.#current.withNames(names) : await this.#renewed()
    if (next === undefined || next.tls.cert === this.#current.tls.cert) return undefined
    this.#current = next
    this.#names = namesOf(next, names)
    this.#parts.log.info({}, 'The certificate has changed')
    return next
  }
  async #renewed(): Promise<OfficeCertificate | undefined> {
    const { files, home, log, clock } = this.#parts
    if (files === undefined) return undefined
    try {
      const pem = await readPem(home, files)
      if (pem === undefined) return undefined
      const next = checkedPem(files, pem, clock.now())
      // Agents pinned the authority's key and would all turn away.
      if (next.fingerprint !== this.#current.fingerprint)
        throw new CertificateUnfit('The new certificate was signed by another authority.')
      if (next.tls.cert !== this.#current.tls.cert)
        await this.#keep(pem, await keptPem(this.#files))
      this.#tellFaults(next)
      return next
    } catch (cause) {
      if (!(cause instanceof CertificateUnfit)) throw cause
      const text = `${cause.message} The earlier certificate stays in use.`
      if (text !== this.#told) log.error({ file: files.certificate }, text)
      this.#told = text
      return undefined
    }
  }
  async #keep(pem: Pem, before: Pem | undefined): Promise<void> {
    if (pem.certificate === before?.certificate && pem.key === before.key) return
    if (await this.#isOther(before))
      this.#parts.log.warn({}, 'Agents of the earlier authority must be enrolled again')
    await this.#files.write(kept.key, pem.key)
    await this.#files.write(kept.certificate, pem.certificate)
  }
  /** Whether agents may have pinned another authority: the office's earlier one, or our own. */
  async #isOther(before: Pem | undefined): Promise<boolean> {
    if (before === undefined) return (await this.#files.read('ca.pem')) !== undefined
    try {
      const { fingerprint } = officeCertificate(before, this.#parts.clock.now())
      return fingerprint !== this.#current.fingerprint
    } catch (cause) {
      if (cause instanceof CertificateUnfit) return false
      throw cause
    }
  }
  #tellFaults({ timeFault, names }: OfficeCertificate): void {
    const { log } = this.#parts
    const lacking = this.#parts.machineNames().filter((name) => !names.includes(name))
    const text = `${timeFault ?? ''} ${lacking.join()}`
    if (text === this.#told) return
    this.#told = text
    if (timeFault !== undefined) log.error({}, timeFault)
    if (lacking.length > 0)
      log.warn({ lacking }, 'Browsers will warn under names that the certificate does not bear')
  }
}

function namesOf(authority: Authority, machine: readonly string[]): readonly string[] {
  return [...new Set([...authority.names, ...machine])]
}
