import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { virtualClock, type VirtualClock } from '../support/virtualClock.ts'
import { drainPages } from './conversationBetween.ts'
import { askOrDrop, eventsOf, type Page, type ShownEvent, signIn, type WireUser } from './wireClient.ts'

const names = ['tosh', 'lene', 'ann'] as const
const commands = ['accept', 'decline', 'cancel', 'sendMessage', 'setIsTyping', 'stopMessaging', 'addMessaging'] as const

const who = fc.nat(3)
const which = fc.nat(2)
const follow = (...rels: readonly (typeof commands)[number][]) =>
  fc.record({ kind: fc.constant('follow' as const), who, rel: fc.constantFrom(...rels), which })

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('start' as const), who, whom: fc.nat(2), withMessage: fc.boolean() }),
  },
  { weight: 6, arbitrary: follow('accept') },
  { weight: 6, arbitrary: follow('sendMessage', 'setIsTyping') },
  { weight: 4, arbitrary: follow(...commands) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), who, which }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(0, 1000, 7000, 31_000) }),
  },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('poll' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('removeMessaging' as const), who: fc.nat(2), whom: fc.nat(2) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer A> ? A : never

interface Player {
  readonly user: WireUser
  readonly pages: Page[]
}

const hrefsTo = ({ pages }: Player, rel: string): readonly string[] =>
  pages
    .flatMap(eventsOf)
    .flatMap(({ _embedded }) => Object.values(_embedded ?? {}))
    .flatMap(({ _links }) => {
      const href = _links[rel]?.href
      return href === undefined ? [] : [href]
    })

/** Plays the steps; every status that was answered. */
const play = async (server: UcwaServer, clock: VirtualClock, players: readonly Player[], steps: readonly Step[]) => {
  const statuses: number[] = []
  const send = async (player: Player | undefined, method: string, href: string | undefined, body: string) => {
    if (player === undefined || href === undefined) return
    const answer = await askOrDrop(server, method, href, { token: player.user.token, body })
    if (answer !== undefined) statuses.push(answer.status)
  }
  for (const one of steps) {
    if (one.kind === 'wait') {
      await clock.advance(one.ms)
      continue
    }
    const player = players[one.who % players.length]
    const pick = (hrefs: readonly string[], which: number) => hrefs.at(-1 - (which % Math.max(1, hrefs.length)))
    if (one.kind === 'start') {
      const to = `${names[one.whom % names.length] ?? ''}@contoso.com`
      const message = one.withMessage ? { _links: { message: { href: 'data:,Hi' } } } : {}
      const answer = await player?.user.startMessaging({ to, operationId: String(statuses.length), ...message })
      if (answer !== undefined) statuses.push(answer.status)
    } else if (one.kind === 'follow' && player !== undefined) {
      await send(player, 'POST', pick(hrefsTo(player, one.rel), one.which), one.rel === 'sendMessage' ? 'Hello' : '')
    } else if (one.kind === 'leave' && player !== undefined) {
      await send(player, 'DELETE', pick(hrefsTo(player, 'conversation'), one.which), '')
    } else if (one.kind === 'poll' && player !== undefined) {
      player.pages.push(...(await drainPages(player.user, clock)))
    } else if (one.kind === 'removeMessaging') {
      try {
        server.control
          .user(`${names[one.who] ?? ''}@contoso.com`)
          .removesMessaging(`${names[one.whom] ?? ''}@contoso.com`)
      } catch {
        continue
      }
    }
  }
  await clock.advance(31_000)
  for (const player of players) player.pages.push(...(await drainPages(player.user, clock)))
  return statuses
}

const isAbout = (href: string) => (event: ShownEvent) =>
  event.link.href === href || event.link.href.startsWith(`${href}/`)

const countOf = (events: readonly ShownEvent[], rel: string, type: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { link, type: its } of events) {
    if (link.rel === rel && its === type) counts.set(link.href, (counts.get(link.href) ?? 0) + 1)
  }
  return counts
}

test('keeps its promises in any session', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 60, maxLength: 80, size: 'max' }),
      fc.integer(),
      async (steps, seed) => {
        const clock = virtualClock()
        const users = names.map((name) => ({ uri: `${name}@contoso.com`, name, password: 'pass@word1' }))
        const server = createServer({ clock, random: seededRandom(seed), users })
        const players: Player[] = []
        for (const name of [...names, 'lene']) {
          players.push({
            user: await signIn(server, `${name}@contoso.com`, { endpointId: String(players.length) }),
            pages: [],
          })
        }

        const statuses = await play(server, clock, players, steps)

        expect(statuses.filter((status) => ![201, 204, 404, 409].includes(status))).toEqual([])
        for (const { pages } of players) {
          const events = pages.flatMap(eventsOf)
          for (const [at, event] of events.entries()) {
            if (event.link.rel !== 'conversation' || event.type !== 'deleted') continue
            expect(events.slice(at + 1).filter(isAbout(event.link.href))).toEqual([])
          }
          const completed = countOf(events, 'messagingInvitation', 'completed')
          for (const href of countOf(events, 'messagingInvitation', 'started').keys())
            expect(completed.get(href)).toBe(1)
          expect([...completed.values()].filter((count) => count !== 1)).toEqual([])
          expect([...countOf(events, 'message', 'completed').values()].filter((count) => count !== 1)).toEqual([])
        }
        const counts = server.control.counts()
        expect(counts['invitationCompleted'] ?? 0).toBe(counts['invitationStarted'] ?? 0)
        await server.close()
        expect(clock.pending()).toBe(0)
      },
    ),
    { numRuns: 50 },
  )
}, 60_000)
