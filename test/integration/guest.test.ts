import { describe, expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { ServerOptions } from '../../src/server/index.ts'
import { anonymousMeeting } from '../../src/transport/anonymousMeeting.ts'
import { token } from '../../src/transport/token.ts'
import { xml } from '../../src/xml/index.ts'
import { loopback, nextInvitation, recorded, rejection, type VirtualWorld, virtualWorld } from './world.ts'

const minute = 60_000
const conferenceUri = 'sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C'
const meetings = [{ conferenceUri, conferenceKey: 'key' }]
const credentials = anonymousMeeting({ organizer: 'tosh@contoso.com', conferenceId: '4Q1B2C', conferenceKey: 'key' })

const hosting = (options: ServerOptions = {}): VirtualWorld => virtualWorld({ meetings, ...options })

interface Visit {
  readonly guest: Client
  /** SIP URI that the server made up for her. */
  readonly uri: string
}

const visit = async (world: VirtualWorld): Promise<Visit> => {
  const guest = await world.online('tosh', { credentials })
  const uri = world.control.log().findLast(({ event }) => event === 'applicationCreated')?.user ?? ''
  return { guest, uri }
}

const renewals = ({ http }: VirtualWorld): readonly boolean[] =>
  http.requests
    .filter(({ operation }) => operation === 'token')
    .map(({ body }) => new URLSearchParams(body).has('ms_rtc_renew'))

const stateOf = (client: Client) => client.status$.getSnapshot()

const lurking = { state: 'lurking' }

test('a guest of a meeting is lurking once she is connected', async () => {
  const { online } = await loopback({ meetings })
  expect(stateOf(await online('tosh', { credentials }))).toEqual(lurking)
})

test('a guest of a meeting signs in by XML', async () => {
  const { online } = await loopback({ meetings })
  expect(stateOf(await online('tosh', { credentials, format: xml() }))).toEqual(lurking)
})

test('a guest never asks to be available', async () => {
  const world = hosting()
  await visit(world)
  await world.clock.advance(20 * minute)
  expect(world.http.operations()).not.toContain('makeMeAvailable')
  expect(world.http.operations()).not.toContain('reportMyActivity')
})

test('a guest asks only the external host where the organizer is at home', async () => {
  const world = hosting()
  await world.client('tosh', { credentials, rootUrl: undefined }).connect()
  expect(world.http.requests[0]?.url).toBe('https://lyncdiscover.contoso.com/')
})

test('a guest stays the same person in the same application for as long as she stays', async () => {
  const world = hosting()
  const { guest } = await visit(world)
  const { values } = recorded(guest.status$)
  await world.clock.advance(5 * 60 * minute)
  expect(values).toEqual([lurking])
  expect(world.control.counts()).toEqual({ applicationCreated: 1 })
  expect(renewals(world)).toEqual([false, true, true, true, true, true, true])
})

test('a guest whose token is refused stays the same person', async () => {
  const world = hosting()
  const { guest, uri } = await visit(world)
  world.control.intercept({ link: 'events', user: uri }, { status: 401 })
  await world.clock.advance(4 * minute)
  expect([stateOf(guest), renewals(world)]).toEqual([lurking, [false, true]])
  expect(world.control.counts()).toEqual({ applicationCreated: 1 })
})

test('a guest whose token is too old to be renewed comes back as somebody else', async () => {
  const world = hosting()
  const { guest, uri } = await visit(world)
  const { values } = recorded(guest.gaps$)
  world.control.expireToken(uri)
  await world.clock.advance(5 * minute)
  expect([stateOf(guest), renewals(world), values.map(({ cause }) => cause)]).toEqual([
    lurking,
    [false, true, false],
    ['recreated'],
  ])
  expect(world.control.counts()).toMatchObject({ applicationCreated: 2 })
})

test('a guest who has come back as somebody else may be refused something without losing all', async () => {
  const world = hosting()
  const { guest, uri } = await visit(world)
  world.control.expireToken(uri)
  await world.clock.advance(5 * minute)
  const refused = guest.startMessaging({ to: 'sip:lene@contoso.com' })
  await world.settle()
  expect([refused.state$.getSnapshot(), stateOf(guest), world.control.counts()['applicationCreated']]).toEqual([
    'notStarted',
    lurking,
    2,
  ])
})

test('a guest whose key is good no more when her token is too old is told so', async () => {
  const world = hosting()
  const { guest, uri } = await visit(world)
  const refusal = { status: 400, body: { error: 'invalid_grant' } }
  world.control.intercept({ link: 'token', times: 2 }, refusal)
  world.control.expireToken(uri)
  await world.clock.advance(60 * minute)
  expect([stateOf(guest), renewals(world)]).toMatchObject([
    { state: 'ended', reason: { name: 'TokenRefused', error: 'invalid_grant' } },
    [false, true, false],
  ])
})

test('a guest whose application is lost is lurking in a new one', async () => {
  const world = hosting()
  const { guest, uri } = await visit(world)
  const { values } = recorded(guest.gaps$)
  world.control.expireApplication(uri)
  await world.clock.advance(minute)
  expect([stateOf(guest), values.map(({ cause }) => cause)]).toEqual([lurking, ['recreated']])
  expect(world.control.counts()).toMatchObject({ applicationCreated: 2 })
})

test('a guest whose application was ended on purpose is told why', async () => {
  const world = hosting()
  const { guest, uri } = await visit(world)
  world.control.expireApplication(uri, 'TooManyApplications')
  await world.settle()
  expect(stateOf(guest)).toMatchObject({ state: 'ended', reason: { status: 410, subcode: 'TooManyApplications' } })
})

test('a guest who resumes is lurking again, on the next page of the same channel', async () => {
  const world = hosting()
  const { guest, uri } = await visit(world)
  const { values } = recorded(guest.events$)
  guest.suspend()
  world.control.emit(uri, [
    { rel: 'communication', href: '/c', events: [{ link: { rel: 'communication', href: '/c' }, type: 'updated' }] },
  ])
  await world.settle()
  guest.resume()
  await world.settle()
  expect([stateOf(guest), values.map(({ event }) => event.link.rel)]).toEqual([lurking, ['communication']])
  expect(world.control.counts()).toEqual({ applicationCreated: 1 })
})

test('a guest who signs out leaves nothing behind', async () => {
  const world = hosting()
  const { guest } = await visit(world)
  const signedOut = guest.signOut()
  await world.settle()
  await signedOut
  expect(stateOf(guest)).toEqual({ state: 'signedOut' })
  expect(world.control.counts()).toEqual({ applicationCreated: 1, applicationEnded: 1, 'applicationEnded Deleted': 1 })
})

test('a guest with a wrong key is told so', async () => {
  const world = hosting()
  const guest = world.client('tosh', { credentials: anonymousMeeting({ conferenceUri, conferenceKey: 'guess' }) })
  expect(await rejection(guest.connect())).toMatchObject({ name: 'SignInFailed', error: 'invalid_grant' })
})

describe('who is no guest', () => {
  test('is lurking where the server says that she is one', async () => {
    const world = virtualWorld()
    const body = { code: 'Forbidden', subcode: 'AnonymousNotAllowed' }
    world.control.intercept({ link: 'makeMeAvailable' }, { status: 403, body })
    expect(stateOf(await world.online('tosh'))).toEqual(lurking)
  })

  test('is lurking where the server offers no way to be seen', async () => {
    const world = hosting()
    const { uri } = await visit(world)
    const value = world.http.requests.at(-1)?.headers['Authorization']?.replace('Bearer ', '') ?? ''
    const other = await world.online('tosh', { credentials: token(() => Promise.resolve(value)) })
    expect([stateOf(other), uri]).toEqual([lurking, world.control.log().at(-1)?.user])
    expect(world.http.operations()).not.toContain('makeMeAvailable')
  })

  test('fails to connect where another refusal keeps her from being seen', async () => {
    const world = virtualWorld()
    world.control.intercept({ link: 'makeMeAvailable' }, { status: 403, body: { code: 'Forbidden' } })
    expect(await rejection(world.client('tosh').connect())).toMatchObject({ name: 'SignInFailed', status: 403 })
  })

  test('is lurking where she wants to be', async () => {
    const world = virtualWorld()
    const tosh = await world.online('tosh', { availability: 'lurking' })
    await world.clock.advance(20 * minute)
    expect([stateOf(tosh), world.control.counts()]).toEqual([lurking, { applicationCreated: 1 }])
  })

  test('begins conversations while she is lurking', async () => {
    const world = virtualWorld()
    const tosh = await world.online('tosh', { availability: 'lurking' })
    const lene = await world.online('lene')
    const ringing = nextInvitation(lene)
    const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
    await world.settle()
    ;(await ringing).accept()
    await world.settle()
    expect((await invitation.connected).state$.getSnapshot()).toBe('Connected')
  })

  test('is available where her application was made so before', async () => {
    const world = virtualWorld()
    await world.online('tosh', { endpointId: 'desk' })
    expect(stateOf(await world.online('tosh', { endpointId: 'desk', availability: 'lurking' }))).toEqual({
      state: 'available',
    })
  })
})
