import { expect, test } from 'vitest'
import { connectedUsers, drainPages, toshAlone } from './conversationBetween.ts'
import { eventsOf, hrefOf, shown, summary } from './wireClient.ts'

test('[messaging.link.sendMessage] answers a message with 201 and the place of the message', async () => {
  const { tosh, toshHas } = await connectedUsers()

  const answer = await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), 'Hello', { 'content-type': 'text/plain' })

  expect(answer.status).toBe(201)
  expect(answer.text).toBe('')
  const message = await tosh.get(String(answer.headers['Location']))
  expect(message.json).toMatchObject({ rel: 'message', direction: 'Outgoing' })
})

test('delivers a message as a completed event with the text in a data URL', async () => {
  const { clock, tosh, lene, toshHas, leneHas } = await connectedUsers()

  await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), 'One + one, is 100%? ü')
  const pages = await drainPages(lene, clock)

  expect(summary(...pages)).toEqual(['conversation > completed message Success'])
  const message = shown('message', ...pages)
  expect(message).toMatchObject({ direction: 'Incoming', timeStamp: `/Date(${clock.now()})/` })
  expect(hrefOf(message, 'plainMessage')).toBe('data:text/plain;charset=utf-8,One+%2b+one%2c+is+100%25%3f+%c3%bc')
  expect(hrefOf(message, 'messaging')).toBe(hrefOf(leneHas('messaging'), 'self'))
  const contact = await lene.get(hrefOf(message, 'contact'))
  const participant = await lene.get(hrefOf(message, 'participant'))
  expect(contact.json['uri']).toBe('sip:tosh@contoso.com')
  expect(participant.json['name']).toBe('Tosh Meston')
})

test('tells the sender of success when the receiver has fetched the message', async () => {
  const { clock, tosh, lene, toshHas } = await connectedUsers()
  const sent = await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), 'Hello')

  const before = await drainPages(tosh, clock)
  await drainPages(lene, clock)
  const after = await drainPages(tosh, clock)

  expect(before).toEqual([])
  expect(summary(...after)).toEqual(['conversation > completed message Success'])
  const [event] = after.flatMap(eventsOf)
  expect(event?.link.href).toBe(sent.headers['Location'])
  expect(Object.keys(shown('message', ...after)._links)).toEqual(['self', 'messaging'])
})

test('fails a message that nobody fetches within 30 seconds', async () => {
  const { server, clock, tosh, lene, toshHas } = await connectedUsers()
  await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), 'Hello')

  await clock.advance(29_999)
  const early = await drainPages(tosh, clock)
  await clock.advance(1)
  const late = await drainPages(tosh, clock)

  expect(early).toEqual([])
  expect(summary(...late)).toEqual(['conversation > completed message Failure (Timeout)'])
  expect(await drainPages(lene, clock)).toEqual([])
  expect(server.control.counts()).toMatchObject({ messageAccepted: 1, messageFailed: 1 })
})

test.each(['operationId', 'OperationContext', 'operationcontext', 'OPERATIONID'])(
  'takes the id of a message from the query parameter %s',
  async (name) => {
    const { server, tosh, toshHas } = await connectedUsers()

    const answer = await tosh.post(`${hrefOf(toshHas('messaging'), 'sendMessage')}?${name}=op7`, 'Hello')

    expect(answer.status).toBe(201)
    expect(server.control.log().at(-1)).toMatchObject({ event: 'messageAccepted', operationId: 'op7' })
  },
)

test('refuses an operationId of more than 50 characters', async () => {
  const { tosh, toshHas } = await connectedUsers()

  const answer = await tosh.post(
    `${hrefOf(toshHas('messaging'), 'sendMessage')}?operationId=${'x'.repeat(51)}`,
    'Hello',
  )

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ subcode: 'ParameterValidationFailure', parameters: [{ name: 'operationId' }] })
})

test.each([
  [false, undefined],
  [true, 'op7'],
])(
  'with messageOperationIds %s shows the operationId %s in the message event',
  async (messageOperationIds, shownId) => {
    const { clock, tosh, lene, toshHas } = await connectedUsers({ messageOperationIds })

    await tosh.post(`${hrefOf(toshHas('messaging'), 'sendMessage')}?operationId=op7`, 'Hello')
    const incoming = await drainPages(lene, clock)
    const outgoing = await drainPages(tosh, clock)

    expect(shown('message', ...outgoing)['operationId']).toBe(shownId)
    expect(shown('message', ...incoming)['operationId']).toBeUndefined()
  },
)

test('keeps the order in which messages were posted', async () => {
  const { clock, tosh, lene, toshHas } = await connectedUsers()
  const texts = Array.from({ length: 20 }, (_, index) => `text${index}`)

  for (const text of texts) await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), text)
  const events = (await drainPages(lene, clock)).flatMap(eventsOf)

  expect(events.map((event) => event._embedded?.['message']?._links['plainMessage']?.href)).toEqual(
    texts.map((text) => `data:text/plain;charset=utf-8,${text}`),
  )
})

test('refuses HTML that is not negotiated', async () => {
  const { tosh, toshHas } = await connectedUsers()

  const answer = await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), '<b>Hi</b>', {
    'content-type': 'text/html',
  })

  expect(answer.status).toBe(415)
})

test('delivers negotiated HTML as htmlMessage', async () => {
  const available = { supportedModalities: ['Messaging'], supportedMessageFormats: ['Plain', 'Html'] }
  const { clock, tosh, lene, toshHas } = await connectedUsers({ toshAs: { available }, leneAs: { available } })

  const answer = await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), '<b>Hi</b>', {
    'content-type': 'text/html;charset="utf-8"',
  })
  const message = shown('message', ...(await drainPages(lene, clock)))

  expect(answer.status).toBe(201)
  expect(toshHas('messaging')['negotiatedMessageFormats']).toEqual(['Plain', 'Html'])
  expect(hrefOf(message, 'htmlMessage')).toBe('data:text/html;charset=utf-8,%3cb%3eHi%3c%2fb%3e')
  expect(message._links['plainMessage']).toBeUndefined()
})

test.each(['application/json', 'text/plain; charset=utf-16'])('refuses a message of type %s', async (type) => {
  const { tosh, toshHas } = await connectedUsers()

  const answer = await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), '{}', { 'content-type': type })

  expect(answer.status).toBe(415)
})

test('refuses a message without text', async () => {
  const { tosh, toshHas } = await connectedUsers()

  const answer = await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), '')

  expect(answer.status).toBe(400)
})

test('refuses a message while the invitation rings', async () => {
  const { clock, tosh, lene } = await toshAlone()
  lene.staysSilent()
  await tosh.startMessaging({ to: 'lene@contoso.com' })
  const messaging = shown('messaging', ...(await drainPages(tosh, clock)))

  const answer = await tosh.post(`${hrefOf(messaging, 'self')}/messages`, 'Hello')

  expect(answer.status).toBe(409)
})

test('fails what waits for somebody who hangs up', async () => {
  const { clock, tosh, lene, toshHas, leneHas } = await connectedUsers()
  await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), 'Hello')

  await lene.post(hrefOf(leneHas('messaging'), 'stopMessaging'))

  expect(summary(...(await drainPages(tosh, clock)))[0]).toBe('conversation > completed message Failure (Ended)')
  expect(summary(...(await drainPages(lene, clock)))).not.toContain('conversation > completed message Success')
})

test('still delivers what was said by somebody who then hung up', async () => {
  const { clock, tosh, lene, toshHas } = await connectedUsers()
  await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), 'Goodbye')

  await tosh.post(hrefOf(toshHas('messaging'), 'stopMessaging'))

  expect(summary(...(await drainPages(lene, clock)))[0]).toBe('conversation > completed message Success')
})
