import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NotPresent, Unknown } from '../../../../agent/host/host.ts'
import type { WindowsError, WindowsFacts } from '../../../../agent/host/windows/facts.ts'
import { windowsSection } from '../../../../agent/sources/parts/windows-section.ts'

const cim = 'Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand'

function factsWith(changes: Partial<WindowsFacts>, languageMode = 'FullLanguage'): WindowsFacts {
  return {
    observedAtMs: 0,
    whoami: { system: true, admin: true, language: 'fr-FR', powershell: '5.1', languageMode },
    sections: {},
    errors: {},
    durations: {},
    ...changes,
  }
}

function failure(error: WindowsError, languageMode?: string): unknown {
  try {
    return windowsSection(factsWith({ errors: { av: error } }, languageMode), 'av')
  } catch (thrown) {
    return thrown
  }
}

describe('a section of the batched Windows query', () => {
  it('is handed over as it was told, also when it is empty', () => {
    const facts = factsWith({ sections: { av: [], defender: null, os: { build: '19045' } } })
    expect(windowsSection(facts, 'av')).toEqual([])
    expect(windowsSection(facts, 'defender')).toBeNull()
    expect(windowsSection(facts, 'os')).toEqual({ build: '19045' })
  })

  it('that was not asked on this computer is not present', () => {
    expect(() => windowsSection(factsWith({}), 'av')).toThrow(NotPresent)
    expect(() => windowsSection(factsWith({}), 'constructor')).toThrow(NotPresent)
  })

  it.each<[WindowsError, string, string?]>([
    [{ hr: '0x80131500', fq: `HRESULT 0x80041003,${cim}` }, 'no_privilege'],
    [{ hr: '0x80070005', fq: '' }, 'no_privilege'],
    [{ hr: '0x80131500', fq: `HRESULT 0x8004100e,${cim}` }, 'not_installed'],
    [{ hr: '0x80131500', fq: `HRESULT 0x80041010,${cim}` }, 'not_installed'],
    [{ hr: '0x80041013' }, 'not_installed'],
    [{ fq: 'CommandNotFoundException' }, 'not_installed'],
    [{ hr: '0x80040154', fq: 'NoCOMClassIdentified,NewObjectCommand' }, 'not_installed'],
    [{ hr: '0x80131500', fq: `HRESULT 0x8004100c,${cim}` }, 'not_supported'],
    [{ hr: '0x80041069' }, 'timed_out'],
    [{ hr: '0x80070020' }, 'busy'],
    [{ hr: '0x800106BA' }, 'provider_failed'],
    [{}, 'provider_failed'],
    [
      { hr: '0x80131501', fq: 'MethodInvocationNotSupportedInConstrainedLanguage' },
      'restricted',
      'ConstrainedLanguage',
    ],
    [{ hr: '0x80131509', fq: 'RuntimeException' }, 'restricted', 'ConstrainedLanguage'],
    // A provider that fails there fails for its own reason: CIM keeps working in that mode.
    [
      { hr: '0x80131500', fq: `HRESULT 0x80041001,${cim}` },
      'provider_failed',
      'ConstrainedLanguage',
    ],
    [{ hr: '0x80131500', fq: `HRESULT 0x80041003,${cim}` }, 'no_privilege', 'ConstrainedLanguage'],
  ])('that failed with %j is unknown: %s', (error, reason, languageMode) => {
    const thrown = failure(error, languageMode)
    expect(thrown).toBeInstanceOf(Unknown)
    expect(thrown).toMatchObject({ reason })
  })

  it('tells the code and the message that Windows gave, and not more than a line of it', () => {
    const thrown = failure({
      hr: '0x80041003',
      message: `Zugriff\r\n verweigert ${'x'.repeat(999)}`,
    })
    expect(String(thrown)).toContain('0x80041003')
    expect(String(thrown)).toContain('Zugriff verweigert')
    expect(String(thrown).length).toBeLessThan(300)
  })

  it('never ends in anything but an answer, Unknown or NotPresent', () => {
    const text = fc.option(fc.string(), { nil: undefined })
    fc.assert(
      fc.property(fc.record({ hr: text, fq: text, message: text }), fc.string(), (error, mode) => {
        expect(failure(error, mode)).toBeInstanceOf(Unknown)
      }),
    )
  })
})
