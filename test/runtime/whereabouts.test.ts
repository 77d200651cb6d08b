import { expect, test } from 'vitest'
import type { CreatedApplication } from '../../machines/sessionEvent.ts'
import { Whereabouts } from '../../src/runtime/whereabouts.ts'
import { absolute, conversing } from './fakeConversations.ts'

const who = { signInAddress: 'tosh@contoso.com', endpointId: 'phone' }

const created: CreatedApplication = {
  application: { _links: { self: { href: '/app' } }, _embedded: {} },
  url: 'https://pool.contoso.com/applications/7',
  events: absolute('/events?ack=1'),
  isNew: true,
}

const point = { version: 1, ...who, application: absolute('/app'), next: absolute('/events?ack=1'), invitations: [] }

const whereabouts = () => {
  const { directory, inviting } = conversing()
  const here = new Whereabouts(who, directory)
  const told: unknown[] = []
  here.listen(() => told.push(here.point))
  const rings = (href = '/ims/1') => {
    const invitation = directory.incoming(absolute(href), 'messagingInvitation')
    if (invitation !== undefined) directory.invitationAdded.next(invitation)
    return invitation
  }
  return { directory, here, inviting, rings, told }
}

test('is nowhere before there is an application', () => {
  const { here } = whereabouts()
  here.moveOn(absolute('/events?ack=2'))
  expect(here.point).toBeUndefined()
})

test('begins where the first page of the application is', () => {
  const { here, told } = whereabouts()
  here.begin(created)
  expect([here.point, told]).toStrictEqual([point, [point]])
})

test('moves on behind each page', () => {
  const { here, told } = whereabouts()
  here.begin(created)
  here.moveOn(absolute('/events?ack=2'))
  const moved = { ...point, next: absolute('/events?ack=2') }
  expect([here.point, told]).toStrictEqual([moved, [point, moved]])
})

test('is the same object until it changes', () => {
  const { here } = whereabouts()
  here.begin(created)
  const first = here.point
  here.moveOn(absolute('/events?ack=1'))
  const second = here.point
  here.moveOn(absolute('/events?ack=2'))
  expect([second === first, here.point === first]).toEqual([true, false])
})

test('has the invitations to the user that ring', () => {
  const { here, inviting, rings, told } = whereabouts()
  here.begin(created)
  inviting('mine')
  rings()
  const ringing = { ...point, invitations: [{ href: absolute('/ims/1'), rel: 'messagingInvitation' }] }
  expect([here.point, told.at(-1)]).toStrictEqual([ringing, ringing])
})

test('is nowhere when the application is gone', () => {
  const { here, told } = whereabouts()
  here.begin(created)
  here.forget()
  expect([here.point, told]).toEqual([undefined, [point, undefined]])
})

test('stays where it was at the end', () => {
  const { directory, here, rings } = whereabouts()
  here.begin(created)
  rings()
  here.end()
  directory.loseAll('closed')
  here.forget()
  expect(here.point).toMatchObject({ next: absolute('/events?ack=1'), invitations: [{ href: absolute('/ims/1') }] })
})
