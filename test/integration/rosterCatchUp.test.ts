import { expect, test } from 'vitest'
import { reply, resource, type Script } from '../support/fakeHttp.ts'
import { scriptedPart } from '../support/scriptedPart.ts'
import { fromConversation, placesOf } from './wire.ts'
import { connectedToPuppet, recorded, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const pool = 'http://pool.contoso.com'
const at = (name: string) => ({ href: `/comms/roster/${name}`, title: name })
const collection = (...names: readonly string[]) =>
  resource({ _links: { self: { href: '/comms/some' }, participant: names.map(at) } })

const whole: Script = {
  [`GET ${pool}/comms/participants`]: collection('Lene', 'Ida'),
  [`GET ${pool}/comms/leaders`]: collection('Ida'),
  [`GET ${pool}/comms/attendees`]: collection('Lene'),
  [`GET ${pool}/comms/lobby`]: resource({
    rel: 'lobby',
    _embedded: { participant: [{ name: 'Mary', inLobby: true, _links: { self: at('Mary') } }] },
  }),
  [`GET ${pool}/comms/typing`]: collection('Ida'),
  ...Object.fromEntries(
    ['Lene', 'Ida', 'Joan'].map((name) => [
      `GET ${pool}/comms/roster/${name}`,
      resource({ name, uri: `sip:${name}@contoso.com` }),
    ]),
  ),
}

/** In a meeting with Lene and Joan, who types, the events of a while are lost. */
const afterGap = async (script: Script = whole) => {
  const world = virtualWorld()
  const { http } = scriptedPart(world.http, script)
  const { conversation } = await connectedToPuppet(world, { http })
  const { control } = world
  // What the script answers must come by itself.
  control.intercept({ link: 'batch' }, { status: 404 })
  const places = placesOf(control).conversation
  const joan = { rel: 'participant', ...at('Joan') }
  const typingParticipants = { rel: 'typingParticipants', href: '/comms/typing' }
  control.emit(me, [
    fromConversation(
      control,
      { link: { rel: 'participant', href: places.participants[0] ?? '' }, type: 'deleted' },
      {
        link: { rel: 'participant', ...at('Lene') },
        in: { rel: 'attendees', href: '/comms/attendees' },
        type: 'added',
      },
      { link: joan, in: { rel: 'attendees', href: '/comms/attendees' }, type: 'added' },
      { link: joan, in: typingParticipants, type: 'added' },
      { link: { rel: 'participant', ...at('Bob') }, in: { rel: 'lobby', href: '/comms/lobby' }, type: 'added' },
    ),
  ])
  await world.settle()
  const links = {
    participants: { href: '/comms/participants' },
    leaders: { href: '/comms/leaders' },
    attendees: { href: '/comms/attendees' },
    lobby: { href: '/comms/lobby' },
  }
  control.intercept(
    { link: 'conversation', method: 'GET' },
    {
      status: 200,
      body: {
        state: 'Conferenced',
        _links: { self: { href: places.conversation }, messaging: { href: places.messaging }, ...links },
      },
    },
  )
  control.intercept(
    { link: 'messaging', method: 'GET' },
    { status: 200, body: { state: 'Connected', _links: { typingParticipants: { href: '/comms/typing' } } } },
  )
  const before = recorded(conversation.participants$).values.at(-1)
  control.resync(me)
  await world.settle()
  return {
    before: before?.map(({ name }) => name),
    now: conversation.participants$.getSnapshot().map(({ name, role, inLobby }) => ({ name, role, inLobby })),
    typing: conversation.typing$.getSnapshot().map(({ name }) => name),
  }
}

test('after a resync a kept conversation has who is in it now', async () => {
  const { before, now } = await afterGap()
  expect([before, now]).toEqual([
    ['Lene', 'Joan', 'Bob'],
    [
      { name: 'Lene', role: 'Attendee', inLobby: false },
      { name: 'Ida', role: 'Leader', inLobby: false },
      { name: 'Mary', role: undefined, inLobby: true },
    ],
  ])
})

test('after a resync a kept conversation has who types now', async () => {
  expect((await afterGap()).typing).toEqual(['Ida'])
})

test('after a resync those stay who cannot be read', async () => {
  const gone = Object.fromEntries(Object.keys(whole).map((key) => [key, reply(404)]))
  const { now, typing } = await afterGap(gone)
  expect([now.map(({ name }) => name), typing]).toEqual([['Lene', 'Joan', 'Bob'], []])
})

test('after a resync somebody is in who waited in the lobby', async () => {
  const { now } = await afterGap({
    ...whole,
    [`GET ${pool}/comms/participants`]: collection('Bob'),
    [`GET ${pool}/comms/attendees`]: collection('Bob'),
    [`GET ${pool}/comms/leaders`]: collection(),
    [`GET ${pool}/comms/lobby`]: collection(),
    [`GET ${pool}/comms/typing`]: collection(),
    [`GET ${pool}/comms/roster/Bob`]: resource({ name: 'Bob' }),
  })
  expect(now).toEqual([{ name: 'Bob', role: 'Attendee', inLobby: false }])
})
