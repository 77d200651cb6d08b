import { expect, test } from 'vitest'
import { namesUsed, publicSurface } from './surface.ts'

const nameOf = (member: string): string => member.slice(member.indexOf('.') + 1)

/** Nothing in a simulated world leads to these, and they decide nothing there. */
const elsewhere: readonly string[] = [
  'ClientOptions.trustedDomains',
  'ClientOptions.approveRedirect',
  'ClientOptions.logger',
]

test('users do, somewhere, whatever the library lets them do', () => {
  const used = namesUsed('test/simulation')
  expect(publicSurface().filter((member) => !used.has(nameOf(member)))).toEqual(elsewhere)
})

test('what users could do is read from the public entry', () => {
  expect(publicSurface()).toEqual(
    expect.arrayContaining(['Client.startMessaging', 'Conversation.admit', 'Me.setNote', 'SearchOptions.limit']),
  )
})
