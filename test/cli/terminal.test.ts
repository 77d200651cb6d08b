import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { askPassword } from '../../src/cli/chatting/askPassword.ts'
import { hiddenPrompt } from '../../src/cli/terminal/hiddenPrompt.ts'
import { createPatience } from '../../src/cli/terminal/patience.ts'
import { virtualClock } from '../support/virtualClock.ts'

const prompted = () => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const answer = hiddenPrompt('Password: ', input, output)
  return { input, answer, shown: () => String(output.read()) }
}

describe('a hidden prompt', () => {
  it('shows the question, no more', async () => {
    const { input, answer, shown } = prompted()
    input.write('pass@word1\r')
    await answer
    expect(shown()).toBe('Password: \n')
  })

  it('takes what was typed', async () => {
    const { input, answer } = prompted()
    input.write('pass wörd\r')
    expect(await answer).toBe('pass wörd')
  })

  it('lets typing be corrected', async () => {
    const { input, answer } = prompted()
    input.write('pasd\u007fs\r')
    expect(await answer).toBe('pass')
  })

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('takes %s for no answer', async (_, key) => {
    const { input, answer } = prompted()
    input.write(key)
    expect(await answer).toBeUndefined()
  })

  it('takes the end of input for no answer', async () => {
    const { input, answer } = prompted()
    input.end()
    expect(await answer).toBeUndefined()
  })
})

describe('the password', () => {
  const terminal = (isTTY: boolean) => ({
    input: Object.assign(new PassThrough(), { isTTY }),
    output: new PassThrough(),
  })

  it('is that of the environment where there is one', async () => {
    const environment = { UCWA_PASSWORD: 'secret' }
    expect(await askPassword('tosh@contoso.com', { environment, ...terminal(true) })).toMatchObject({ right: 'secret' })
  })

  it('is asked for on a terminal', async () => {
    const { input, output } = terminal(true)
    const answer = askPassword('tosh@contoso.com', { environment: {}, input, output })
    input.write('secret\r')
    expect(await answer).toMatchObject({ right: 'secret' })
    expect(String(output.read())).toBe('Password of tosh@contoso.com: \n')
  })

  it('is missing where nobody can be asked', async () => {
    const environment = { UCWA_PASSWORD: '' }
    expect(await askPassword('tosh@contoso.com', { environment, ...terminal(false) })).toMatchObject({
      left: 'there is no password: set UCWA_PASSWORD',
    })
  })
})

describe('patience', () => {
  it('ends with the name of what was waited for', async () => {
    const clock = virtualClock()
    const wait = createPatience(clock, 20_000)('Lene accepts', new Promise<never>(() => undefined))
    await clock.advance(20_000)
    await expect(wait).rejects.toThrow('Lene accepts: not within 20 seconds')
  })

  it('names what failed, with the reason', async () => {
    const wait = createPatience(virtualClock(), 20_000)('Lene accepts', Promise.reject(new Error('403')))
    await expect(wait).rejects.toThrow('Lene accepts: 403')
  })

  it('leaves no timer behind', async () => {
    const clock = virtualClock()
    await createPatience(clock, 20_000)('Lene accepts', Promise.resolve())
    expect(clock.pending()).toBe(0)
  })
})
