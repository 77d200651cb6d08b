import { describe, expect, it } from 'vitest'
import { openHouse } from '../../src/cli/play/cast.ts'
import { playTwice } from '../../src/cli/play/playTwice.ts'
import type { Exit } from '../../src/cli/terminal/program.ts'
import { systemClock } from '../../src/index.ts'
import type { Control } from '../../src/server/index.ts'

const refusal = { status: 403 } as const

/** Which of the two times that it is played, from 1. */
type Break = (control: Control, turn: number) => void

const performBroken = (breakIt: Break, patience = 20_000): Promise<Exit> => {
  let turn = 0
  const open = () => {
    const server = openHouse()
    breakIt(server.control, ++turn)
    return server
  }
  const screen = { print: () => undefined, paint: (_: string, text: string) => text }
  return playTwice({ open, screen, clock: systemClock, patience })
}

const refusing =
  (link: string, method: 'GET' | 'POST' = 'POST'): Break =>
  ({ intercept }) =>
    void intercept({ link, method, times: 10 }, refusal)

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
    ['continueMessaging', 'Tosh invites Lene to go on with “Lunch”: The invitation ended as notStarted'],
    ['addParticipant', 'Tosh invites Ann to the conversation: The invitation ended as notStarted'],
    ['addMessaging', 'Ann takes up messaging: The invitation ended as notStarted'],
    ['joinOnlineMeeting', 'Tosh joins the meeting: The invitation ended as notStarted'],
    ['admit', 'Tosh: admit Ida: admit failed'],
    ['disableAudienceMessaging', 'Tosh has the audience messaging Disabled: disableAudienceMessaging failed'],
    ['enableAudienceMessaging', 'Tosh has the audience messaging Enabled: enableAudienceMessaging failed'],
    ['eject', 'Tosh: eject Ida: eject failed'],
  ])('fails with the reason when %s is refused', async (link, because) => {
    expect(await performBroken(refusing(link))).toEqual({
      code: 1,
      because: expect.stringContaining(`in JSON: ${because}`) as string,
    })
  })

  it.each([
    ['conversationLogs', 'Tosh finds the conversation in his history: conversationLogs failed'],
    ['conversationLogTranscripts', 'Tosh reads what was said: transcripts failed'],
  ])('fails with the reason when %s cannot be read', async (link, because) => {
    expect(await performBroken(refusing(link, 'GET'))).toEqual({
      code: 1,
      because: expect.stringContaining(`in JSON: ${because}`) as string,
    })
  })

  it('fails when the transcript is not what was said', async () => {
    const exit = await performBroken(
      ({ intercept }) =>
        void intercept(
          { link: 'conversationLogTranscripts', method: 'GET' },
          { rewrite: (answer) => ({ ...answer, body: answer.body.replaceAll('pizzeria', 'cantina') }) },
        ),
    )
    expect(exit).toMatchObject({
      code: 1,
      because: expect.stringContaining('in JSON: Tosh reads what was said: it was') as string,
    })
  })

  it('says in which format it fails', async () => {
    expect(await performBroken((control, turn) => turn === 2 && refusing('decline')(control, turn))).toEqual({
      code: 1,
      because: expect.stringContaining('in XML: Lene declines: decline failed') as string,
    })
  })

  it('fails when the clients have done something that the server has not written down', async () => {
    const exit = await performBroken(({ intercept }) => intercept({ link: 'application', method: 'DELETE' }, refusal))
    expect(exit).toEqual({
      code: 1,
      because: expect.stringMatching(
        /^applications deleted in JSON: (\w+) 1, the server 0; applications deleted in XML: (\w+) 1, the server 0$/,
      ) as string,
    })
  })

  it('fails when one format has seen what the other has not', async () => {
    const exit = await performBroken(({ intercept, user }, turn) => {
      if (turn === 1) return
      const { arrived, release } = intercept({ link: 'setIsTyping' }, 'hold')
      void arrived.then(() => user('lene@contoso.com').invites('tosh@contoso.com').withdraw()).then(release)
    })
    expect(exit).toMatchObject({
      code: 1,
      because: expect.stringContaining('; invitations seen: Tosh 0 in JSON, 1 in XML; ') as string,
    })
  })

  it('names what it has waited for when nothing comes', async () => {
    const exit = await performBroken(({ intercept }) => intercept({ link: 'sendMessage' }, 'hold'), 500)
    expect(exit).toEqual({ code: 1, because: 'in JSON: the message of Lene is delivered: not within 0.5 seconds' })
  })

  it('fails when a client has trouble that does not stop it', async () => {
    const unreadable = { rel: 'communication', href: '/x', events: [{ type: 'added', link: 7 }] }
    const exit = await performBroken(({ intercept, emit }, turn) => {
      if (turn === 2) return
      const { arrived, release } = intercept({ link: 'sendMessage', times: 10 }, 'hold')
      void arrived.then(() => emit('sip:tosh@contoso.com', [unreadable])).then(release)
    })
    expect(exit).toEqual({
      code: 1,
      because: expect.stringMatching(/^in JSON: Tosh: an event at \S+ cannot be read$/) as string,
    })
  })
})
