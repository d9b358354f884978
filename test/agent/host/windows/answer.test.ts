import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAnswer } from '../../../../agent/host/windows/answer.ts'

const who =
  '{"whoami":{"system":true,"admin":true,"lang":"de-DE","ps":"5.1.19041.1","clm":"FullLanguage"},"v":1,"tier":"slow"}'
const end = '{"done":true,"err":{}}'
const lines = (...all: readonly string[]): string => [who, ...all].join('\r\n')

describe('what the Windows query prints', () => {
  it('is taken section by section, with what each took', () => {
    const answer = parseAnswer(
      lines(
        '{"begun":true,"s":"os"}',
        '{"v":{"build":"19045"},"ms":120,"s":"os"}',
        '{"begun":true,"s":"av"}',
        '{"err":{"hr":"0x80131500","fq":"HRESULT 0x80041003,X","msg":"Zugriff verweigert"},"ms":7,"s":"av"}',
        '{"done":true,"err":{"events:System:disk":{"fq":"Nope"}}}',
        '',
      ),
    )
    expect(answer).toEqual({
      whoami: {
        system: true,
        admin: true,
        language: 'de-DE',
        powershell: '5.1.19041.1',
        languageMode: 'FullLanguage',
      },
      sections: { os: { build: '19045' } },
      errors: {
        av: { hr: '0x80131500', fq: 'HRESULT 0x80041003,X', message: 'Zugriff verweigert' },
        'events:System:disk': { hr: undefined, fq: 'Nope', message: undefined },
      },
      durations: { os: 120, av: 7 },
      unfinished: undefined,
      done: true,
    })
  })

  it('that breaks off in a section keeps the others and names that one', () => {
    const whole = lines('{"s":"os","v":{"build":"19045"},"ms":1}', '{"s":"defender","begun":true}')
    expect(parseAnswer(whole)).toMatchObject({
      sections: { os: {} },
      unfinished: 'defender',
      done: false,
    })
    expect(parseAnswer(`${whole}\n{"s":"defender","ms":2,"v":{"mo`)).toMatchObject({
      sections: { os: {} },
      unfinished: 'defender',
      done: false,
    })
  })

  it('is put together again when a console wrapped its lines or policies printed among them', () => {
    const wrapped = lines(
      'WARNUNG: eine Richtlinie',
      '{"s":"os","ms":1,"v":{"name":"Windows 1',
      '0 Pro"}}',
      end,
    )
    expect(parseAnswer(wrapped)).toMatchObject({
      sections: { os: { name: 'Windows 10 Pro' } },
      done: true,
    })
  })

  it('has the quirks of PowerShell 5.1 put right', () => {
    const values = {
      date: '/Date(1700000000000)/',
      wrapped: { value: ['a', 'b'], Count: 2 },
      noted: { value: 'text', PSPath: 'Microsoft.PowerShell.Core\\FileSystem::C:' },
      rich: { value: '/Date(1700000000000)/', DisplayHint: 2, DateTime: 'mardi 14 novembre 2023' },
      plain: { value: 3, unit: 'x' },
    }
    const answer = parseAnswer(lines(JSON.stringify({ s: 'quirks', ms: 1, v: values }), end))
    expect(answer?.sections['quirks']).toEqual({
      date: '2023-11-14T22:13:20.000Z',
      wrapped: ['a', 'b'],
      noted: 'text',
      rich: '2023-11-14T22:13:20.000Z',
      plain: { value: 3, unit: 'x' },
    })
  })

  it.each(['', 'Der Begriff ist nicht erkannt', '[]', 'null', '{"s":"os","v":1}', '{'])(
    'is nothing without its first line: %j',
    (text) => expect(parseAnswer(text)).toBeUndefined(),
  )

  it('never throws and never reaches the prototype, whatever is printed', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.json(), fc.string(), fc.constantFrom('{"s":"__proto__","v":{}}', end)),
        ),
        (parts) => {
          const answer = parseAnswer(lines(...parts))
          expect(Object.keys(answer?.sections ?? {})).not.toContain('__proto__')
        },
      ),
    )
  })

  it('may be nested as deeply as it likes', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
    expect(parseAnswer(lines(`{"s":"deep","v":${deep},"ms":1}`, end))?.done).toBe(true)
  })
})
