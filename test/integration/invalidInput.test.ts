import { describe, expect, test } from 'vitest'
import type { StartMessagingOptions } from '../../src/client/startMessaging.ts'
import { rejection, virtualWorld } from './world.ts'

const to = 'sip:lene@contoso.com'

const inputs: Readonly<Record<string, readonly [StartMessagingOptions, string, string]>> = {
  'an empty `to`': [{ to: '' }, 'to', 'SIP URI'],
  'a `to` that is no SIP URI': [{ to: 'lene@contoso.com' }, 'to', 'SIP URI'],
  'a `to` with two addresses': [{ to: 'sip:lene@contoso.com,sip:ida@contoso.com' }, 'to', 'SIP URI'],
  'a subject of 251 characters': [{ to, subject: 'x'.repeat(251) }, 'subject', '250'],
  'a threadId of 251 characters': [{ to, threadId: 'x'.repeat(251) }, 'threadId', '250'],
}

describe.each(Object.entries(inputs))('%s', (_, [input, field, rule]) => {
  const refused = async () => {
    const world = virtualWorld()
    const tosh = await world.online('tosh')
    const sent = world.http.requests.length
    const invitation = tosh.startMessaging(input)
    const failure = rejection(invitation.connected)
    await world.settle()
    return { failure: await failure, invitation, sent: world.http.operations().slice(sent) }
  }

  test('fails as notStarted, naming the field', async () => {
    expect((await refused()).failure).toMatchObject({
      name: 'InvitationFailed',
      state: 'notStarted',
      failure: { name: 'InvalidInput', faults: [{ field, rule: expect.stringContaining(rule) as unknown }] },
    })
  })

  test('says field, limit in its message', async () => {
    const { failure } = await refused()
    expect(failure instanceof Error && failure.message).toMatch(new RegExp(`${field} .*${rule}`))
  })

  test('is refused before anything is sent', async () => {
    expect((await refused()).sent).toEqual([])
  })

  test('is over', async () => {
    const { invitation } = await refused()
    expect(invitation.state$.getSnapshot()).toBe('notStarted')
  })
})

test('250 characters are sent', async () => {
  const world = virtualWorld()
  world.control.user(to).answers()
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to, subject: 's'.repeat(250), threadId: 't'.repeat(250) })
  await world.settle()
  await expect(invitation.connected).resolves.toMatchObject({ subject: 's'.repeat(250), threadId: 't'.repeat(250) })
})

test('every broken rule is named', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const failure = rejection(tosh.startMessaging({ to: '', subject: 'x'.repeat(251) }).connected)
  await world.settle()
  expect(await failure).toMatchObject({ failure: { faults: [{ field: 'to' }, { field: 'subject' }] } })
})
