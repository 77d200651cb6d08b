import { firstValueFrom, lastValueFrom, toArray } from 'rxjs'
import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { ConversationLog } from '../../src/client/conversationLog.ts'
import {
  connectedPair,
  nextInvitation,
  type Meeting,
  recorded,
  rejection,
  virtualWorld,
  type VirtualWorld,
} from './world.ts'

const logsOf = async (client: Client, { settle }: VirtualWorld): Promise<readonly ConversationLog[]> => {
  const logs = lastValueFrom(client.history.conversationLogs().pipe(toArray()))
  await settle()
  return logs
}

/** Tosh and Lene have talked, and he has left. */
const talked = async (world: VirtualWorld, meeting?: Meeting) => {
  const pair = await connectedPair(world, meeting)
  pair.toLene.leave()
  await world.settle()
  const [log] = await logsOf(pair.tosh, world)
  if (log === undefined) throw new Error('Tosh has no log')
  return { ...pair, log }
}

test('a conversation that is over is in the history of both', async () => {
  const world = virtualWorld()
  const { lene, log, toLene } = await talked(world)
  const [lenes] = await logsOf(lene, world)

  expect({ ...pick(log), recipients: log.recipients }).toEqual({
    subject: 'Lunch',
    threadId: toLene.threadId,
    importance: 'Normal',
    direction: 'Outgoing',
    status: 'Archived',
    type: 'MessageLog',
    modalities: ['Messaging'],
    recipients: [{ name: 'Lene Aaling', uri: 'sip:lene@contoso.com' }],
  })
  expect(lenes?.direction).toBe('Incoming')
})

const pick = ({ subject, threadId, importance, direction, status, type, modalities }: ConversationLog) => ({
  subject,
  threadId,
  importance,
  direction,
  status,
  type,
  modalities,
})

test('continueMessaging invites the same person again in the same thread', async () => {
  const world = virtualWorld()
  const { tosh, lene, log } = await talked(world)
  const ringing = nextInvitation(lene)

  const invitation = tosh.continueMessaging(log, { message: 'Once more' })
  await world.settle()
  const incoming = await ringing
  incoming.accept()
  await world.settle()

  expect([incoming.subject, incoming.preview]).toEqual(['Lunch', 'Once more'])
  const conversation = await invitation.connected
  expect([conversation.subject, conversation.threadId]).toEqual(['Lunch', log.threadId])
  expect((await firstValueFrom(conversation.messages$)).text).toBe('Once more')
})

test('continueMessaging of what goes on already is not started', async () => {
  const world = virtualWorld()
  const { tosh, log } = await talked(world)
  tosh.continueMessaging(log)
  await world.settle()

  const again = tosh.continueMessaging(log)
  await world.settle()

  expect(await rejection(again.connected)).toMatchObject({
    state: 'notStarted',
    code: 'Conflict',
    subcode: 'AlreadyExists',
  })
})

test('a log of an application that is gone sends nothing', async () => {
  const world = virtualWorld()
  const { tosh, log } = await talked(world)
  world.control.expireApplication('tosh@contoso.com')
  await world.clock.advance(60_000)
  const traffic = recorded(tosh.traffic$)

  const again = tosh.continueMessaging(log)
  await world.settle()

  expect(tosh.status$.getSnapshot().state).toBe('available')
  expect(await rejection(again.connected)).toMatchObject({ state: 'notStarted', failure: { name: 'NotAvailable' } })
  expect(traffic.values).toEqual([])
})

test('what is being read ends when the client is closed, at once', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedPair(world)
  const reading = tosh.history.conversationLogs().subscribe({ error: () => undefined })
  tosh.close()
  expect(reading.closed).toBe(true)
})
