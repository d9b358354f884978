/** The files of the certificate that the office gave to its collector. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { PrivateFiles } from '../lib/private-folder.ts'
import {
  CertificateUnfit,
  officeCertificate,
  type OfficeCertificate,
} from './gateway/office-certificate.ts'
import type { CollectorHome } from './home.ts'

/** Names of the files, PEM; relative ones lie in the collector's home. */
export interface CertificateFiles {
  readonly certificate: string
  readonly key: string
}
/** Their contents. */
export interface Pem {
  readonly certificate: string
  readonly key: string
}

/** Copies in the authority's folder, which is in every backup: a new machine has no other. */
export const kept = { certificate: 'office.pem', key: 'office.key' } as const

/** @throws CertificateUnfit naming the file. */
export async function readOfficeCertificate(
  home: CollectorHome,
  files: CertificateFiles,
  nowMs: number,
): Promise<OfficeCertificate> {
  const pem = await readPem(home, files)
  if (pem === undefined) throw missingFiles(files)
  return checkedPem(files, pem, nowMs)
}

/** @throws CertificateUnfit naming the file. */
export function checkedPem(files: CertificateFiles, pem: Pem, nowMs: number): OfficeCertificate {
  try {
    return officeCertificate(pem, nowMs)
  } catch (cause) {
    if (!(cause instanceof CertificateUnfit)) throw cause
    throw new CertificateUnfit(`${files.certificate}: ${cause.message}`, { cause })
  }
}

/** Undefined when one of them is not there: a restored home has only the copies. */
export async function readPem(
  home: CollectorHome,
  files: CertificateFiles,
): Promise<Pem | undefined> {
  const certificate = await textOf(path.resolve(home.folder, files.certificate))
  const key = await textOf(path.resolve(home.folder, files.key))
  return certificate === undefined || key === undefined ? undefined : { certificate, key }
}

export async function keptPem(folder: Pick<PrivateFiles, 'read'>): Promise<Pem | undefined> {
  const certificate = await folder.read(kept.certificate)
  const key = await folder.read(kept.key)
  if (certificate === undefined || key === undefined) return undefined
  return { certificate: certificate.toString('utf8'), key: key.toString('utf8') }
}

export function missingFiles({ certificate, key }: CertificateFiles): CertificateUnfit {
  return new CertificateUnfit(`${certificate} or its key ${key} is not there.`)
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new CertificateUnfit(`${file} cannot be read.`, { cause })
  }
}
