import { expect, test } from 'vitest'
import type { ContactPresence } from '../../src/protocol/resource/contactPresence.ts'
import { unknownPresence, WatchedContact } from '../../src/runtime/watchedContact.ts'

const busy: ContactPresence = {
  availability: 'Busy',
  activity: 'on-the-phone',
  deviceType: 'Mobile',
  lastActive: '/Date(1000)/',
}

const watching = () => {
  const contact = new WatchedContact('sip:lene@contoso.com')
  let told = 0
  contact.listen(() => (told += 1))
  return { contact, told: () => told }
}

test('appears unknown until something is known', () => {
  const { contact, told } = watching()
  contact.learn(undefined)
  expect([contact.presence, contact.isRead, contact.href, told()]).toEqual([unknownPresence, false, undefined, 0])
})

test('appears as the server says', () => {
  const { contact, told } = watching()
  contact.learn(busy)
  expect([contact.presence, told()]).toEqual([
    { availability: 'Busy', activity: 'on-the-phone', deviceType: 'Mobile', lastActive: new Date(1000) },
    1,
  ])
  contact.learn(undefined)
  expect([contact.presence, told()]).toEqual([unknownPresence, 2])
})

test('appears unknown where the server says nothing', () => {
  const { contact } = watching()
  contact.learn({ ...busy })
  contact.learn({})
  expect(contact.presence).toEqual(unknownPresence)
})

test('is the same object until it changes', () => {
  const { contact, told } = watching()
  contact.learn(busy)
  const { presence } = contact
  contact.learn({ ...busy })
  expect([contact.presence === presence, told()]).toEqual([true, 1])
})

test.each<[string, Partial<ContactPresence>]>([
  ['availability', { availability: 'Away' }],
  ['activity', { activity: 'off-work' }],
  ['device', { deviceType: 'Desktop' }],
  ['time', { lastActive: '/Date(2000)/' }],
  ['time, which is gone,', { lastActive: null }],
])('tells of another %s', (_, more) => {
  const { contact, told } = watching()
  contact.learn(busy)
  contact.learn({ ...busy, ...more })
  expect(told()).toBe(2)
})
