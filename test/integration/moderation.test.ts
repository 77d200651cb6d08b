import { describe, expect, test } from 'vitest'
import type { Conversation } from '../../src/client/conversation.ts'
import type { Participant } from '../../src/runtime/roster.ts'
import { breaks, hangs, reply, resource, type Script } from '../support/fakeHttp.ts'
import { scriptedPart } from '../support/scriptedPart.ts'
import { fromCommunication, fromConversation, placesOf } from './wire.ts'
import { connectedToPuppet, recorded, rejection, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const pool = 'http://pool.contoso.com'
const ida = '/comms/roster/ida'

/** Tosh is in a conversation with Lene and Ida, about whom the server says what is scripted. */
const withIda = async (script: Script) => {
  const world = virtualWorld()
  const { http, scripted } = scriptedPart(world.http, script)
  const { tosh, conversation } = await connectedToPuppet(world, { http })
  const body = { name: 'Ida', uri: 'sip:ida@contoso.com', _links: { self: { href: ida } } }
  world.control.emit(me, [
    fromConversation(world.control, {
      link: { rel: 'participant', href: ida },
      in: { rel: 'attendees', href: '/comms/attendees' },
      _embedded: { participant: body },
      type: 'added',
    }),
  ])
  await world.settle()
  const participant = conversation.participants$.getSnapshot().find(({ name }) => name === 'Ida')
  if (participant === undefined) throw new Error('Ida is not there')
  return { world, tosh, conversation, participant, seen: scripted.seen }
}

type Verb = 'admit' | 'reject' | 'eject' | 'promote' | 'demote'
const verbs: readonly Verb[] = ['admit', 'reject', 'eject', 'promote', 'demote']
const idaOffers = (...links: readonly Verb[]) =>
  resource({ name: 'Ida', _links: Object.fromEntries(links.map((rel) => [rel, { href: `${ida}/${rel}` }])) })

const give = (conversation: Conversation, verb: Verb, participant: Participant) => conversation[verb](participant).done

describe.each(verbs)('%s', (verb) => {
  const post = `POST ${pool}${ida}/${verb}`

  test('follows the link that the participant has now', async () => {
    const { world, conversation, participant, seen } = await withIda({
      [`GET ${pool}${ida}`]: idaOffers(...verbs),
      [post]: reply(204),
    })
    const done = give(conversation, verb, participant)
    await world.settle()
    await done
    expect(seen()).toEqual([`GET ${pool}${ida}`, post])
  })

  test('is NotAvailable where the participant has no such link', async () => {
    const { world, conversation, participant, seen } = await withIda({
      [`GET ${pool}${ida}`]: idaOffers(...verbs.filter((other) => other !== verb)),
    })
    const failure = rejection(give(conversation, verb, participant))
    await world.settle()
    expect([await failure, seen()]).toMatchObject([
      { name: 'CommandFailed', command: verb, failure: { name: 'NotAvailable', link: verb } },
      [`GET ${pool}${ida}`],
    ])
  })
})

test('a participant who has left cannot be moderated', async () => {
  const { world, conversation, participant } = await withIda({
    [`GET ${pool}${ida}`]: reply(404, '{"code":"NotFound"}', { 'content-type': 'application/json' }),
  })
  const failure = rejection(conversation.eject(participant).done)
  await world.settle()
  expect(await failure).toMatchObject({ name: 'CommandFailed', command: 'eject', status: 404 })
})

test('a command without an answer says so', async () => {
  const { world, conversation, participant } = await withIda({
    [`GET ${pool}${ida}`]: idaOffers('eject'),
    [`POST ${pool}${ida}/eject`]: breaks('ECONNRESET'),
  })
  const failure = rejection(conversation.eject(participant).done)
  await world.settle()
  expect(await failure).toMatchObject({ name: 'CommandFailed', failure: { name: 'Unreachable', operation: 'eject' } })
})

test('a command ends with the client', async () => {
  const { world, tosh, conversation, participant } = await withIda({ [`GET ${pool}${ida}`]: hangs })
  const failure = rejection(conversation.eject(participant).done)
  await world.settle()
  tosh.close()
  expect(await failure).toMatchObject({ name: 'ClientClosed' })
})

describe.each([
  ['disableAudienceMessaging', 'Disabled'],
  ['enableAudienceMessaging', 'Enabled'],
] as const)('%s', (verb, audienceMessaging) => {
  const post = `POST ${pool}/comms/audience`
  const meeting = async (links: object) => {
    const scene = await withIda({ [post]: reply(204) })
    const { control, settle } = scene.world
    const { conversation: href } = placesOf(control).conversation
    const tell = async (more: object = {}): Promise<void> => {
      control.emit(me, [
        fromCommunication(control, {
          link: { rel: 'conversation', href },
          _embedded: { conversation: { state: 'Conferenced', ...more, _links: { self: { href }, ...links } } },
          type: 'updated',
        }),
      ])
      await settle()
    }
    await tell()
    return { ...scene, tell }
  }

  test('follows the link of the conversation', async () => {
    const { world, conversation, seen } = await meeting({ [verb]: { href: '/comms/audience' } })
    const { done } = conversation[verb]()
    await world.settle()
    await done
    expect(seen()).toEqual([post])
  })

  test('is NotAvailable without the link', async () => {
    const { world, conversation } = await meeting({})
    const failure = rejection(conversation[verb]().done)
    await world.settle()
    expect(await failure).toMatchObject({ name: 'CommandFailed', command: verb, failure: { link: verb } })
  })

  test('is told in the meeting', async () => {
    const { conversation, tell } = await meeting({})
    const { values } = recorded(conversation.audienceMessaging$)
    await tell({ audienceMessaging })
    expect(values).toEqual([undefined, audienceMessaging])
  })
})
