import { expect, test } from 'vitest'
import { type Format, json } from '../../src/protocol/format.ts'
import { watchTransitions } from '../../src/client/transition.ts'
import type { Client } from '../../src/client/client.ts'
import type { Message } from '../../src/runtime/message.ts'
import type { HeardEvent } from '../../src/runtime/runtime.ts'
import type { Conversation } from '../../src/client/conversation.ts'
import { defaultUsers } from '../../src/server/index.ts'
import { xml } from '../../src/xml/index.ts'
import { seededRandom } from '../support/seededRandom.ts'
import {
  type Loopback,
  loopback,
  nextInvitation,
  recorded,
  rejection,
  secret,
  until,
  type VirtualWorld,
  virtualWorld,
} from './world.ts'

/** What one user saw, with nothing in it that is made by chance or by the clock. */
interface Seen {
  readonly steps: string[]
  readonly events: readonly HeardEvent[]
  readonly values: unknown[]
  /** The last state of each chart, in the order in which they began. */
  readonly ends: Map<string, string>
}

type Played = Readonly<Record<'tosh' | 'lene', Seen>>

const witness = (client: Client): Seen => {
  const seen: Seen = { steps: [], events: recorded(client.events$).values, values: [], ends: new Map() }
  watchTransitions(client, ({ machine, actor, from, to, cause }) => {
    if (machine === 'eventChannel') return
    seen.steps.push(`${machine}: ${from} > ${to} by ${cause}`)
    seen.ends.set(actor, to)
  })
  client.faults$.subscribe((fault) => seen.values.push(['fault', fault]))
  return seen
}

const adam = { uri: 'sip:adam@contoso.com', name: 'Adam Barr', password: secret }

const words = ['plain + , % 😀 <&>"', ' two  spaces\r\nand a line ', 'ü + 1%20']
const markup = '<b title="a + b">50 % &amp; 😀, ok</b>'

/** What a conversation shows: sorted, since links come in no order. */
const shown = (conversation: Conversation): unknown => ({
  subject: conversation.subject,
  recording: conversation.resource?.recording,
  importance: conversation.resource?.importance,
  activeModalities: conversation.resource?.activeModalities,
  links: Object.keys(conversation.resource?._links ?? {}).sort(),
  messaging: conversation.messaging.resource?.negotiatedMessageFormats,
  capabilities: Object.keys(conversation.messaging.resource?._links ?? {}).sort(),
  participants: conversation.participants$.getSnapshot().map(({ name, uri }) => ({ name, uri })),
})

const said = ({ direction, text, html, status, from }: Message): unknown => ({
  direction,
  text,
  html,
  status,
  from: [from?.name, from?.uri],
})

const failureOf = async (promise: Promise<unknown>): Promise<unknown> => {
  const error = await rejection(promise)
  const failure = error instanceof Error ? error : {}
  const part = (name: string): unknown => (name in failure ? (Reflect.get(failure, name) as unknown) : undefined)
  return ['name', 'state', 'code', 'subcode'].map(part)
}

const to = 'sip:lene@contoso.com'
const options = { users: [...defaultUsers, adam] }

const isUp = (state: string): boolean => state === 'Connected'
const isOver = (state: string): boolean => state === 'Disconnected'

/** The same each time: talk with typing, hang up, a refusal, then errors. */
const play = async ({ online, control, settle }: VirtualWorld | Loopback, format: Format): Promise<Played> => {
  const settled = async <T>(promise: Promise<T>): Promise<T> => {
    await settle()
    return promise
  }
  const tosh = await online('tosh', { format, random: seededRandom(1) })
  const lene = await online('lene', { format, random: seededRandom(2) })
  const [ofTosh, ofLene] = [witness(tosh), witness(lene)]

  const ringing = nextInvitation(lene)
  const subject = 'Lunch & "soup" <now>'
  const invitation = tosh.startMessaging({ to, subject, importance: 'Urgent', message: 'Hi + you, 100 % 😀' })
  const incoming = await settled(ringing)
  ofLene.values.push([incoming.from, incoming.preview, incoming.resource?.subject, incoming.resource?.importance])
  incoming.accept()
  const [toLene, toTosh] = await settled(Promise.all([invitation.connected, incoming.connected]))
  const areUp = [until(toLene.messaging.state$, isUp), until(toTosh.messaging.state$, isUp)]
  await settled(Promise.all(areUp))

  const [atTosh, atLene] = [recorded(toLene.messages$), recorded(toTosh.messages$)]
  for (const text of words) await settled(toLene.send(text).delivered)
  const typing = until(toLene.typing$, ({ length }) => length === 1)
  await settled(Promise.all([toTosh.setIsTyping().done, typing]))
  const heard = until(toLene.messages$, ({ direction }) => direction === 'Incoming')
  const stilled = until(toLene.typing$, ({ length }) => length === 0)
  await settled(Promise.all([toTosh.send({ html: markup }).delivered, heard, stilled]))
  ofTosh.values.push(shown(toLene))
  ofLene.values.push(shown(toTosh))

  const areOver = [until(toLene.state$, isOver), until(toTosh.state$, isOver)]
  await settled(Promise.all([toLene.stopMessaging().done, ...areOver]))
  ofTosh.values.push(atTosh.values.map(said))
  ofLene.values.push(atLene.values.map(said))

  const ringingAgain = nextInvitation(lene)
  const declined = failureOf(tosh.startMessaging({ to }).connected)
  const second = await settled(ringingAgain)
  await settled(Promise.all([second.decline().done, declined]))
  control.user('adam@contoso.com').isBusy()
  ofTosh.values.push(
    await declined,
    await settled(failureOf(tosh.startMessaging({ to: 'sip:adam@contoso.com' }).connected)),
    await settled(failureOf(tosh.startMessaging({ to: 'sip:nobody@contoso.com' }).connected)),
    await settled(failureOf(toLene.send('too late').delivered)),
  )
  return { tosh: ofTosh, lene: ofLene }
}

const steps = ({ tosh, lene }: Played): readonly string[] => [...tosh.steps, ...lene.steps]

test('a conversation in XML takes the steps that one in JSON takes', async () => {
  const [inJson, inXml] = [await play(virtualWorld(options), json()), await play(virtualWorld(options), xml())]
  expect([inXml.tosh.steps, inXml.lene.steps]).toEqual([inJson.tosh.steps, inJson.lene.steps])
  expect(steps(inXml)).toContain('messaging: Connected > Disconnected by messaging.updated')
  expect(steps(inXml)).toContain('incomingInvitation: declining > Declined by invitation.completed')
})

test('a conversation in XML shows the values that one in JSON shows', async () => {
  const [inJson, inXml] = [await play(virtualWorld(options), json()), await play(virtualWorld(options), xml())]
  expect([inXml.tosh.values, inXml.lene.values]).toEqual([inJson.tosh.values, inJson.lene.values])
  expect(inXml.tosh.values.slice(2)).toEqual([
    ['InvitationFailed', 'Declined', 'RemoteFailure', 'Declined'],
    ['InvitationFailed', 'Failed', 'RemoteFailure', 'Busy'],
    ['InvitationFailed', 'Failed', 'NotFound', 'DestinationNotFound'],
    ['DeliveryFailed', undefined, undefined, undefined],
  ])
})

test('every event of a conversation in XML reads as in JSON', async () => {
  const [inJson, inXml] = [await play(virtualWorld(options), json()), await play(virtualWorld(options), xml())]
  expect([inXml.tosh.events, inXml.lene.events]).toEqual([inJson.tosh.events, inJson.lene.events])
  expect(inXml.tosh.events.length).toBeGreaterThan(30)
})

test('two formats over HTTP lead to the same end', { timeout: 30_000 }, async () => {
  const [inJson, inXml] = [await play(await loopback(options), json()), await play(await loopback(options), xml())]
  const outcome = ({ tosh, lene }: Played) => [tosh, lene].map(({ ends, values }) => [[...ends.values()], values])
  expect(outcome(inXml)).toEqual(outcome(inJson))
})
