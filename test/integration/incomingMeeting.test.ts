import { expect, test } from 'vitest'
import { reply, resource, type Script } from '../support/fakeHttp.ts'
import { scriptedPart } from '../support/scriptedPart.ts'
import { fromCommunication } from './wire.ts'
import { recorded, rejection, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const pool = 'http://pool.contoso.com'
const href = '/oms/7'
const thread = '/comms/threads/7'
const uri = 'sip:ida@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C'

/** Ida invites Tosh to a meeting. */
const ringing = async (script: Script = {}, links: object = {}) => {
  const world = virtualWorld()
  const { http, scripted } = scriptedPart(world.http, script)
  const tosh = await world.online('tosh', { http })
  const { values } = recorded(tosh.invitations$)
  const tell = async (type: string, state: string, more: object = {}, others: object = links): Promise<void> => {
    world.control.emit(me, [
      fromCommunication(world.control, {
        link: { rel: 'onlineMeetingInvitation', href },
        ...more,
        _embedded: {
          onlineMeetingInvitation: {
            rel: 'onlineMeetingInvitation',
            direction: 'Incoming',
            state,
            subject: 'Looms',
            onlineMeetingUri: uri,
            _links: { self: { href }, conversation: { href: thread }, ...others },
            _embedded: { from: { name: 'Ida', uri: 'sip:ida@contoso.com' } },
          },
        },
        type,
      }),
    ])
    await world.settle()
  }
  await tell('started', 'Connecting')
  const [invitation] = values
  if (invitation === undefined) throw new Error('nothing rings')
  return { world, tosh, invitation, tell, seen: scripted.seen }
}

test('an invitation to a meeting rings with what it is', async () => {
  const { invitation } = await ringing()
  expect({
    rel: invitation.rel,
    subject: invitation.subject,
    from: invitation.from,
    onlineMeetingUri: invitation.onlineMeetingUri,
    state: invitation.state$.getSnapshot(),
    conversation: invitation.conversation?.href,
  }).toEqual({
    rel: 'onlineMeetingInvitation',
    subject: 'Looms',
    from: { name: 'Ida', uri: 'sip:ida@contoso.com' },
    onlineMeetingUri: uri,
    state: 'Connecting',
    conversation: `${pool}${thread}`,
  })
})

test('accepting an invitation to a meeting follows its link', async () => {
  const post = `POST ${pool}${href}/accept`
  const { world, invitation, tell, seen } = await ringing(
    { [post]: reply(204) },
    { accept: { href: `${href}/accept` } },
  )
  const { done } = invitation.accept()
  await world.settle()
  await tell('completed', 'Connected', { status: 'Success' }, {})
  await done
  expect([seen(), (await invitation.connected).href]).toEqual([[post], `${pool}${thread}`])
})

test('declining an invitation to a meeting follows its link', async () => {
  const post = `POST ${pool}${href}/decline`
  const { world, invitation, tell, seen } = await ringing(
    { [post]: reply(204) },
    { decline: { href: `${href}/decline` } },
  )
  const { done } = invitation.decline('Local')
  await world.settle()
  await tell('completed', 'Failed', { status: 'Failure', reason: { code: 'LocalFailure', subcode: 'Declined' } }, {})
  await done
  expect([seen(), invitation.state$.getSnapshot()]).toEqual([[post], 'Declined'])
})

const boss = { href: '/people/boss', title: 'The boss' }

test('an invitation on behalf of somebody tells who', async () => {
  const contact = resource({ name: 'Helen Boss', uri: 'sip:boss@contoso.com' })
  const { world, invitation } = await ringing({ [`GET ${pool}/people/boss`]: contact }, { onBehalfOf: boss })
  const person = invitation.onBehalfOf
  await world.settle()
  expect(await person).toEqual({ name: 'Helen Boss', uri: 'sip:boss@contoso.com' })
})

test('on whose behalf an invitation is, is read once', async () => {
  const contact = resource({ name: 'Helen Boss', uri: 'sip:boss@contoso.com' })
  const { world, invitation, seen } = await ringing({ [`GET ${pool}/people/boss`]: contact }, { onBehalfOf: boss })
  const people = [invitation.onBehalfOf, invitation.onBehalfOf]
  await world.settle()
  await Promise.all(people)
  expect(seen()).toEqual([`GET ${pool}/people/boss`])
})

test('a contact who cannot be read is known by the title of her link', async () => {
  const { world, invitation } = await ringing({ [`GET ${pool}/people/boss`]: reply(404) }, { onBehalfOf: boss })
  const person = invitation.onBehalfOf
  await world.settle()
  expect(await person).toEqual({ name: 'The boss', uri: undefined })
})

test('on whose behalf an invitation was, in an application that is gone, is not asked of the present one', async () => {
  const gone = resource({ code: 'NotFound', subcode: 'ApplicationNotFound' }, 404)
  const { world, tosh, invitation, seen } = await ringing({ [`GET ${pool}/people/boss`]: gone }, { onBehalfOf: boss })
  await world.clock.advance(60_000)
  world.control.expireApplication(me)
  await world.settle()
  const gaps = recorded(tosh.gaps$)
  const person = invitation.onBehalfOf
  await world.settle()
  expect([await person, seen(), gaps.values]).toEqual([{ name: 'The boss', uri: undefined }, [], []])
})

test('an invitation on nobody else’s behalf says so', async () => {
  const { invitation } = await ringing()
  expect(await invitation.onBehalfOf).toBeUndefined()
})

test('an invitation that a delegate has taken tells who', async () => {
  const contact = resource({ name: 'Dora Delegate', uri: 'sip:dora@contoso.com' })
  const { world, invitation, tell } = await ringing({ [`GET ${pool}/people/dora`]: contact })
  const [failure, person] = [rejection(invitation.connected), invitation.acceptedByContact]
  const elsewhere = { status: 'Failure', reason: { code: 'LocalFailure', subcode: 'ConnectedElsewhere' } }
  await tell('completed', 'Failed', elsewhere, { acceptedByContact: { href: '/people/dora' } })
  await world.settle()
  expect([await failure, await person]).toMatchObject([
    { name: 'InvitationFailed', state: 'Failed', subcode: 'ConnectedElsewhere' },
    { name: 'Dora Delegate', uri: 'sip:dora@contoso.com' },
  ])
})

test('an invitation that is over without a delegate was taken by nobody', async () => {
  const { tosh, invitation } = await ringing()
  const person = invitation.acceptedByContact
  tosh.close()
  expect(await person).toBeUndefined()
})
