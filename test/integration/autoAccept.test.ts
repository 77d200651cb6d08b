import { expect, test } from 'vitest'
import { CommandFailed } from '../../src/client/errors.ts'
import { xml } from '../../src/xml/index.ts'
import { recorded, virtualWorld } from './world.ts'

test.each([
  ['JSON', {}],
  ['XML', { format: xml() }],
])('a conversation that the server accepts is there, and can be acknowledged once, in %s', async (_, as) => {
  const { online, control, settle } = virtualWorld()
  const tosh = await online('tosh', as)
  const rung = recorded(tosh.invitations$)
  tosh.communication.update({ conversationHistory: 'Enabled' })
  await settle()

  control.user('lene@contoso.com').invites('tosh@contoso.com', { message: 'Hi' })
  await settle()
  const [conversation] = tosh.conversations$.getSnapshot()
  const messages = conversation && recorded(conversation.messages$)
  const first = conversation?.acknowledge().done
  await settle()
  const second = conversation?.acknowledge().done.catch((cause: unknown) => cause)
  await settle()

  expect(rung.values.map(({ state$ }) => state$.getSnapshot())).toEqual(['Connected'])
  expect(messages?.values.map(({ text }) => text)).toEqual(['Hi'])
  await expect(first).resolves.toBeUndefined()
  expect(await second).toBeInstanceOf(CommandFailed)
  tosh.close()
})
