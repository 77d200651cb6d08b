import { expect, test } from 'vitest'
import { fromConversation, placesOf, type WireEvent } from './wire.ts'
import { connectedToPuppet, recorded, virtualWorld, type VirtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const ida = '/comms/roster/ida'

const collection = (rel: string) => ({ in: { rel, href: `/comms/${rel}` } })

const about = (type: string, more: object = {}, href = ida, rel = 'participant'): WireEvent => ({
  link: { rel, href, title: '' },
  ...more,
  type,
})

const body = (more: object, href = ida) => ({
  _embedded: { participant: { name: 'Ida', uri: 'sip:ida@contoso.com', ...more, _links: { self: { href } } } },
})

const tell = async (world: VirtualWorld, ...events: readonly WireEvent[]): Promise<void> => {
  world.control.emit(me, [fromConversation(world.control, ...events)])
  await world.settle()
}

/** Where the server knows of a participant, so that a GET can be answered. */
const readable = ({ control }: VirtualWorld): string =>
  placesOf(control).conversation.participants[0]?.replace(/[^/]+$/, 'ida') ?? ''

/** Tosh and Lene are connected; what he sees of the others from now on. */
const watching = async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const others = () =>
    conversation.participants$
      .getSnapshot()
      .filter(({ name }) => name !== 'Lene Aaling')
      .map(({ name, role, inLobby }) => ({ name, role, inLobby }))
  return { world, conversation, others }
}

test('who is added to the lobby waits there', async () => {
  const { world, others } = await watching()
  await tell(world, about('added', { ...collection('lobby'), ...body({}) }))
  expect(others()).toEqual([{ name: 'Ida', role: undefined, inLobby: true }])
})

test('who is refused in the lobby is gone', async () => {
  const { world, others } = await watching()
  await tell(world, about('added', { ...collection('lobby'), ...body({}) }), about('deleted', collection('lobby')))
  expect(others()).toEqual([])
})

test('who is admitted from the lobby waits no longer', async () => {
  const { world, others } = await watching()
  await tell(
    world,
    about('added', { ...collection('lobby'), ...body({ inLobby: true }) }),
    about('deleted', collection('lobby')),
    about('added'),
    about('added', collection('attendees')),
  )
  expect(others()).toEqual([{ name: 'Ida', role: 'Attendee', inLobby: false }])
})

test('somebody is there who is added to the leaders only', async () => {
  const { world, others } = await watching()
  await tell(world, about('added', { ...collection('leaders'), ...body({}) }))
  expect(others()).toEqual([{ name: 'Ida', role: 'Leader', inLobby: false }])
})

test.each([
  ['then to the leaders', [about('deleted', collection('attendees')), about('added', collection('leaders'))]],
  ['the other way round', [about('added', collection('leaders')), about('deleted', collection('attendees'))]],
])('an attendee who is promoted is a leader, taken from the attendees %s', async (_, events) => {
  const { world, others } = await watching()
  await tell(world, about('added', { ...collection('attendees'), ...body({}) }), ...events)
  expect(others()).toEqual([{ name: 'Ida', role: 'Leader', inLobby: false }])
})

test('a body tells the role of somebody who was added outside any collection', async () => {
  const { world, others } = await watching()
  await tell(world, about('added', body({ role: 'Leader' })))
  expect(others()).toEqual([{ name: 'Ida', role: 'Leader', inLobby: false }])
})

test('a body says that somebody waits in the lobby', async () => {
  const { world, others } = await watching()
  await tell(world, about('added', body({ inLobby: true })))
  expect(others()).toEqual([{ name: 'Ida', role: undefined, inLobby: true }])
})

test('an updated without body is read', async () => {
  const { world, conversation } = await watching()
  const [href = ''] = placesOf(world.control).conversation.participants
  world.control.intercept(
    { link: 'participant', method: 'GET' },
    { status: 200, body: { name: 'Lene Aaling', role: 'Leader', _links: { self: { href } } } },
  )
  await tell(world, about('updated', {}, href))
  expect(conversation.participants$.getSnapshot().map(({ role }) => role)).toEqual(['Leader'])
})

test('who enters while her body is read is read anew', async () => {
  const { world, others } = await watching()
  const href = readable(world)
  const stale = world.control.intercept({ link: 'participant', method: 'GET' }, 'hold')
  await tell(world, about('added', {}, href))
  world.control.intercept(
    { link: 'participant', method: 'GET' },
    { status: 200, body: { name: 'Ida', role: 'Leader' } },
  )
  await tell(world, about('added', collection('leaders'), href))
  stale.release()
  await world.settle()
  expect(others()).toEqual([{ name: 'Ida', role: 'Leader', inLobby: false }])
})

test.each([
  ['by its relation', about('added', collection('leaders'), undefined, 'localParticipant')],
  ['by her body', about('added', { ...collection('leaders'), ...body({ local: true }) })],
])('the user is not among the participants, known %s', async (_, event) => {
  const { world, others } = await watching()
  await tell(world, event)
  expect(others()).toEqual([])
})

test('the user is not among the participants, known by where she is', async () => {
  const { world, conversation, others } = await watching()
  const href = conversation.resource?._links.localParticipant?.href ?? ''
  await tell(world, about('added', collection('attendees'), href))
  expect([href === '', others()]).toEqual([false, []])
})

test('the user is not among the participants, known by what was read', async () => {
  const { world, others } = await watching()
  world.control.intercept({ link: 'participant', method: 'GET' }, { status: 200, body: { name: 'Tosh', local: true } })
  await tell(world, about('added', collection('leaders'), readable(world)))
  expect(others()).toEqual([])
})

test('the user who types elsewhere is not shown', async () => {
  const { world, conversation } = await watching()
  const { values } = recorded(conversation.typing$)
  await tell(world, about('added', collection('typingParticipants'), undefined, 'localParticipant'))
  expect(values).toEqual([[]])
})
