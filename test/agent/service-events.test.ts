import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hearServiceHost } from '../../agent/service-events.ts'
import { systemClock } from '../../lib/system-clock.ts'

function scene() {
  const input = new PassThrough()
  const output = new PassThrough()
  const done: string[] = []
  const host = hearServiceHost(input, output)
  host.obey({
    pause: async (reason) => {
      done.push(`pause ${reason}`)
    },
    resume: () => done.push('resume'),
  })
  /** Everything that was written so far has been read. */
  const settle = () => systemClock.sleep(0)
  const answers = () => String(output.read() ?? '')
  return { input, output, done, host, settle, answers }
}

describe('the service host of Windows', () => {
  it('hears of each goodbye only after it was said', async () => {
    const { input, host, settle, answers } = scene()
    const said = Promise.withResolvers<void>()
    host.obey({ pause: () => said.promise, resume: () => undefined })
    input.write('suspend\n')
    await settle()
    expect(answers()).toBe('')
    said.resolve()
    await settle()
    expect(answers()).toBe('heard suspend\n')
  })

  it.each([
    ['suspend', 'pause sleep'],
    ['off', 'pause shutdown'],
    ['resume', 'resume'],
  ])('%s becomes %s', async (word, deed) => {
    const { input, done, settle, answers } = scene()
    input.write(`${word}\r\n`)
    await settle()
    expect(done).toEqual([deed])
    expect(answers()).toBe(`heard ${word}\n`)
  })

  it.each(['stop', 'shutdown', 'update'])('asks for the end with the word %s', async (word) => {
    const { input, host } = scene()
    input.write(word.slice(0, 2))
    input.write(`${word.slice(2)}\n`)
    expect(await host.ends).toBe(word)
  })

  it('is missed: its end is a reason to stop', async () => {
    const { input, host } = scene()
    input.end()
    expect(await host.ends).toBe('stop')
  })

  it('is missed when its pipe breaks', async () => {
    const { output, host } = scene()
    output.destroy(new Error('EPIPE'))
    expect(await host.ends).toBe('stop')
  })

  it('lets nothing but its words do anything', async () => {
    const words = ['stop', 'shutdown', 'update', 'suspend', 'off', 'resume']
    const other = fc.string({ maxLength: 200 }).filter((text) => {
      return !text.split('\n').some((line) => words.includes(line.trim()))
    })
    await fc.assert(
      fc.asyncProperty(other, async (text) => {
        const { input, done, host, settle, answers } = scene()
        input.write(`${text}\n`)
        await settle()
        expect(done).toEqual([])
        expect(answers()).toBe('')
        expect(await Promise.race([host.ends, Promise.resolve('nothing')])).toBe('nothing')
      }),
    )
  })

  it('cannot fill the memory with a line that never ends', async () => {
    const { input, done, settle } = scene()
    for (let chunk = 0; chunk < 100; chunk++) input.write('x'.repeat(10_000))
    input.write('\nresume\n')
    await settle()
    expect(done).toEqual(['resume'])
  })
})
