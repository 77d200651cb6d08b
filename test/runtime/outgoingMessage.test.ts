import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { OutgoingMessageRecord } from '../../src/runtime/outgoingMessage.ts'
import { accepted, conversing, unanswered } from './fakeConversations.ts'

const reason = { code: 'RemoteFailure', subcode: 'NotAcceptable' }

/** A message that is being sent. */
const sending = () => {
  const all = conversing()
  all.silence.channelIs(true)
  const message = all.send(all.conversation(), 'one')
  return { ...all, message }
}

test('tells each state that it comes to, and its end', async () => {
  const { answer, message } = sending()
  const seen: string[] = []
  message.listen(() => seen.push(message.status))
  await answer('one', accepted('/texts/1'))
  message.send({ type: 'message.completed', status: 'Success' })
  expect([message.isOver, message.location, [...new Set(seen)]]).toEqual([
    true,
    'https://pool.contoso.com/texts/1',
    ['Pending', 'Succeeded'],
  ])
})

test('is told nothing more once it is over', () => {
  const { hub, message } = sending()
  message.send({ type: 'message.completed', status: 'Failure', reason })
  const told: string[] = []
  hub.inspect({ next: (inspection) => inspection.type === '@xstate.event' && told.push(inspection.event.type) })
  message.send({ type: 'gap.lost' })
  expect([message.status, told]).toEqual(['Failed', []])
})

test('tells why it failed', () => {
  const { message } = sending()
  message.send({ type: 'message.completed', status: 'Failure', reason })
  expect([message.status, message.reason, message.refusal]).toEqual(['Failed', reason, undefined])
})

test('tells why it has no answer, and may be tried again', async () => {
  const { answer, message } = sending()
  const before = message.can({ type: 'message.retry' })
  await answer('one', unanswered)
  expect([message.status, message.refusal, before, message.can({ type: 'message.retry' })]).toEqual([
    'unknown',
    E.isLeft(unanswered) && unanswered.left,
    false,
    true,
  ])
})

test('is silent when nothing was heard of it for a minute of open channel', async () => {
  const { answer, clock, message } = sending()
  await answer('one', unanswered)
  await clock.advance(59_999)
  const before = message.isSilent
  await clock.advance(1)
  expect([before, message.isSilent, message.status]).toEqual([false, true, 'unknown'])
})

test('is lost where its chart throws, and the defect is told', () => {
  const { charts, faults } = conversing()
  const message = new OutgoingMessageRecord({
    operationId: 'one',
    content: { text: 'Hi' },
    charts,
    faulted: (error) => faults.push(error),
  })
  let ends = 0
  message.listen(() => (ends += message.isOver ? 1 : 0))
  message.send({ type: 'message.send' })
  expect([message.status, ends, faults]).toEqual(['lost', 1, [new Error('no request one')]])
})
