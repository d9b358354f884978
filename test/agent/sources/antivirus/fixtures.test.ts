/** The recorded outputs of antivirus products, with the verdicts that MANIFEST.md and their text give. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { decodeMdatp } from '../../../../agent/sources/antivirus/mdatp.ts'
import { decodeBduitool } from '../../../../agent/sources/antivirus/linux/bitdefender.ts'
import {
  decodeFreshclamLog,
  decodeScanLog,
} from '../../../../agent/sources/antivirus/linux/clamav-log.ts'
import {
  decodeSentinelMac,
  sentinelInfected,
} from '../../../../agent/sources/antivirus/macos/sentinelctl.ts'
import { decodeDefenderEvents } from '../../../../agent/sources/antivirus/windows/defender-threats.ts'
import { decodeDefender } from '../../../../agent/sources/antivirus/windows/defender.ts'
import { windowsAntivirus } from '../../../../agent/sources/antivirus/windows/windows-antivirus.ts'
import { judge } from '../../../../agent/sources/antivirus/judge.ts'
import { windowsTold } from '../../../support/windows-sections.ts'

const folder = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev')
const here = existsSync(folder)
if (!here) console.warn(`skipped: there are no recorded outputs in ${folder}`)
const recorded = (file: string): string => readFileSync(path.join(folder, file), 'utf8')
const nowMs = Date.UTC(2026, 10, 22, 8, 0)

describe.skipIf(!here)('recorded outputs', () => {
  test('mdatp in passive mode: installed, current, and not the one that protects', () => {
    const product = decodeMdatp(recorded('antivirus/glpi_linux_mdatp_health.json'), nowMs)
    expect(product).toMatchObject({
      state: 'passive',
      realtime: false,
      definitions: 'current',
      definitionsMs: 1_691_587_153_787,
      definitionsVersion: '1.395.30.0',
      version: '101.23062.0010',
      licenceEndMs: 1_712_756_068_000,
    })
  })
  test('bduitool: on, with the date of its content in GMT+2', () => {
    expect(decodeBduitool(recorded('antivirus/glpi_bduitool-7.0.3.2239'))).toEqual({
      name: 'Bitdefender',
      state: 'on',
      reason: undefined,
      realtime: true,
      definitions: 'current',
      definitionsMs: Date.UTC(2023, 7, 24, 9, 44, 37),
      definitionsVersion: '7.95171',
      version: '7.0.3.2239',
    })
  })
  test('sentinelctl on macOS: on and not infected', () => {
    const output = recorded('antivirus/glpi_macos_sentinelone_status.txt')
    expect(decodeSentinelMac(output)).toMatchObject({ state: 'on', version: '24.1.2.7444' })
    expect(sentinelInfected(output)).toBe(false)
  })
  test('a scan of clamscan that found EICAR', () => {
    const { scanMs, threats } = decodeScanLog(recorded('antivirus/clamscan_found.txt'))
    expect(scanMs).toBe(new Date(2026, 10, 22, 16, 17, 33).getTime())
    expect(threats.map(({ name }) => name)).toEqual(['Eicar-Test-Signature.UNOFFICIAL'])
    expect(JSON.stringify(threats)).not.toContain('eicar.com')
  })
  test('freshclam without a network: the update failed', () => {
    expect(decodeFreshclamLog(recorded('antivirus/freshclam_offline.txt'))?.update).toBe('failed')
  })
  test('Security Center of a Windows 10 with Defender', () => {
    const { antiVirus } = JSON.parse(
      recorded('windows/cnquery_windows_security_products_antivirus.json'),
    )
    const av = antiVirus.map((row: Record<string, unknown>) => ({
      name: row['displayName'],
      guid: row['instanceGuid'],
      state: row['productState'],
      exe: row['pathToSignedProductExe'],
    }))
    const facts = windowsTold({ os: { productType: 1 }, av, avServices: { wscsvc: 4 } })
    const found = windowsAntivirus(facts, 86_400_000)
    expect(found.products).toMatchObject([
      { name: 'Windows Defender', state: 'on', definitions: 'current' },
    ])
    expect(judge(found, nowMs).state).toBe('protected')
  })
  test('the documented Get-MpComputerStatus: on, scanned quickly, never in full', () => {
    const lines = new Map(
      recorded('windows/msdocs_Get-MpComputerStatus_2013.txt')
        .split('\n')
        .map((line) => [line.slice(0, 31).trim(), line.slice(33).trim()] as const),
    )
    const status = decodeDefender(
      {
        mode: lines.get('AMRunningMode'),
        av: lines.get('AntivirusEnabled') === 'True',
        rtp: lines.get('RealTimeProtectionEnabled') === 'True',
        sig: lines.get('AntivirusSignatureVersion'),
        sigAgeDays: Number(lines.get('AntivirusSignatureAge')),
        quickAge: Number(lines.get('QuickScanAge')),
        fullAge: Number(lines.get('FullScanAge')),
        platform: lines.get('AMProductVersion'),
      },
      nowMs,
    )
    expect(status).toMatchObject({
      state: 'on',
      realtime: true,
      quickScanMs: nowMs,
      fullScanMs: undefined,
      definitionsMs: nowMs,
      definitionsVersion: '1.155.1107.0',
    })
  })
  test('a real event 1116', () => {
    const xml = recorded('windows/transcribed_event_defender_1116.xml')
    const data = Object.fromEntries(
      [...xml.matchAll(/<Data Name='([^']+)'>([^<]*)</g)].map(([, name, value]) => [name, value]),
    )
    const at = /SystemTime='([^']+)'/.exec(xml)?.[1]
    const threats = decodeDefenderEvents([{ id: 1116, rec: 39_008, at, data }])
    expect(threats).toEqual([
      {
        id: '3DC200B4-DC42-44EC-8B0C-8F88840A56A2',
        product: 'Microsoft Defender',
        name: 'Behavior:Win32/Meterpreter.gen!D',
        severity: 'severe',
        state: 'detected',
        detectedMs: Date.UTC(2025, 6, 4, 14, 55, 39, 823),
        active: true,
      },
    ])
    expect(JSON.stringify(threats)).not.toMatch(/NotWhitelisted|SYSTEM/)
  })
})
