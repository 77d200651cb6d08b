import { describe, expect, it, onTestFinished } from 'vitest'
import { perform } from '../../src/cli/play/perform.ts'
import type { Exit } from '../../src/cli/terminal/program.ts'
import { systemClock } from '../../src/index.ts'
import { createServer, type Control } from '../../src/server/index.ts'

const refusal = { status: 403 } as const

const performBroken = async (breakIt: (control: Control) => void, patience = 20_000): Promise<Exit> => {
  const server = createServer()
  onTestFinished(server.close)
  const { url } = await server.listen()
  breakIt(server.control)
  const screen = { print: () => undefined, paint: (_: string, text: string) => text }
  return perform({ server, url, screen, clock: systemClock, patience })
}

describe('the play', { timeout: 30_000 }, () => {
  it('succeeds at a server that works', async () => {
    expect(await performBroken(() => undefined)).toEqual({ code: 0 })
  })

  it.each([
    ['token', 'Tosh signs in: Sign-in failed'],
    ['startMessaging', 'Tosh invites Lene to “Lunch”: The invitation ended as notStarted'],
    ['accept', 'Lene accepts: accept failed'],
    ['setIsTyping', 'Lene types: setIsTyping failed'],
    ['sendMessage', 'the message of Lene is delivered: The message was not delivered'],
    ['decline', 'Lene declines: decline failed'],
    ['cancel', 'Tosh cancels: cancel failed'],
    ['stopMessaging', 'Tosh stops messaging: stopMessaging failed'],
  ])('fails with the reason when %s is refused', async (link, because) => {
    const exit = await performBroken(({ intercept }) => intercept({ link, method: 'POST', times: 10 }, refusal))
    expect(exit).toEqual({ code: 1, because: expect.stringContaining(because) as string })
  })

  it('fails when the clients have done something that the server has not written down', async () => {
    const exit = await performBroken(({ intercept }) => intercept({ link: 'application', method: 'DELETE' }, refusal))
    expect(exit).toEqual({
      code: 1,
      because: expect.stringMatching(/^applications deleted: (Tosh|Lene) 1, the server 0$/) as string,
    })
  })

  it('names what it has waited for when nothing comes', async () => {
    const exit = await performBroken(({ intercept }) => intercept({ link: 'sendMessage' }, 'hold'), 500)
    expect(exit).toEqual({ code: 1, because: 'the message of Lene is delivered: not within 0.5 seconds' })
  })

  it('fails when a client has trouble that does not stop it', async () => {
    const unreadable = { rel: 'communication', href: '/x', events: [{ type: 'added', link: 7 }] }
    const exit = await performBroken(({ intercept, emit }) => {
      const { arrived, release } = intercept({ link: 'sendMessage', times: 10 }, 'hold')
      void arrived.then(() => emit('sip:tosh@contoso.com', [unreadable])).then(release)
    })
    expect(exit).toEqual({
      code: 1,
      because: expect.stringMatching(/^Tosh: an event at \S+ cannot be read$/) as string,
    })
  })
})
