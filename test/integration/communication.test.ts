import { expect, test } from 'vitest'
import { ClientClosed, CommandFailed } from '../../src/client/errors.ts'
import { json } from '../../src/protocol/format.ts'
import { xml } from '../../src/xml/index.ts'
import { loopback, rejection, virtualWorld } from './world.ts'

test.each([
  { format: 'JSON', options: {} },
  { format: 'XML', options: { format: xml() } },
])('an update of communication changes what is given and keeps the rest, in $format', async ({ options }) => {
  const { online, control, url } = await loopback({
    users: [{ uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'pass@word1', token: 'cwt=tosh' }],
  })
  const tosh = await online('tosh', { ...options, phoneNumber: 'tel:+431' })

  await tosh.communication.update({ supportedMessageFormats: ['Plain'], conversationHistory: 'Disabled' }).done

  const answer = await fetch(new URL(control.hrefs('tosh@contoso.com').communication, url), {
    headers: { Authorization: 'Bearer cwt=tosh' },
  })
  expect(await answer.json()).toMatchObject({
    supportedModalities: ['Messaging'],
    supportedMessageFormats: ['Plain'],
    conversationHistory: 'Disabled',
    phoneNumber: 'tel:+431',
  })
})

test('updates at the same time all take effect', async () => {
  const { online, http, settle } = virtualWorld()
  const tosh = await online('tosh', { format: json() })

  const done = Promise.all([
    tosh.communication.update({ phoneNumber: 'tel:+431' }).done,
    tosh.communication.update({ audioPreference: 'PhoneAudio' }).done,
    tosh.communication.update({ supportedMessageFormats: ['Plain'] }).done,
  ])
  await settle()
  await done
  await tosh.communication.update({}).done

  const last = http.requests.findLast(({ method }) => method === 'PUT')
  expect(JSON.parse(last?.body ?? '')).toMatchObject({
    phoneNumber: 'tel:+431',
    audioPreference: 'PhoneAudio',
    supportedMessageFormats: ['Plain'],
    supportedModalities: ['Messaging'],
  })
  expect(last?.headers['If-Match']).toMatch(/^"\d+"$/)
  tosh.close()
})

test('an update gives up where somebody else is always faster', async () => {
  const { online, control, http } = virtualWorld()
  const tosh = await online('tosh')
  control.intercept(
    { link: 'communication', method: 'PUT', times: 9 },
    { status: 412, body: { code: 'PreconditionFailed' } },
  )

  const error = await rejection(tosh.communication.update({ phoneNumber: 'tel:+431' }).done)

  expect(error).toBeInstanceOf(CommandFailed)
  expect(error).toMatchObject({ status: 412 })
  expect(http.requests.filter(({ method }) => method === 'PUT').length).toBe(5)
  tosh.close()
})

test.each([
  { status: 428, code: 'PreconditionRequired' },
  { status: 403, code: 'Forbidden' },
])('an update that is refused with $status is not repeated', async ({ status, code }) => {
  const { online, control, http } = virtualWorld()
  const tosh = await online('tosh')
  control.intercept({ link: 'communication', method: 'PUT' }, { status, body: { code } })

  const error = await rejection(tosh.communication.update({ phoneNumber: 'tel:+431' }).done)

  expect(error).toMatchObject({ name: 'CommandFailed', failure: { name: 'Refused', status, code } })
  expect(http.requests.filter(({ method }) => method === 'PUT').length).toBe(1)
  tosh.close()
})

test('an update that breaks a rule is not sent', async () => {
  const { online, http } = virtualWorld()
  const tosh = await online('tosh')

  const error = await rejection(tosh.communication.update({ phoneNumber: '1'.repeat(101) }).done)

  expect(error).toMatchObject({ failure: { name: 'InvalidInput', faults: [{ field: 'phoneNumber' }] } })
  expect(http.requests.filter(({ method }) => method === 'PUT')).toEqual([])
  tosh.close()
})

test('an update without an application is not available', async () => {
  const { client } = virtualWorld()
  const tosh = client('tosh')

  expect(await rejection(tosh.communication.update({}).done)).toMatchObject({
    failure: { name: 'NotAvailable', link: 'communication' },
  })
})

test('an update under way when the client closes is ClientClosed', async () => {
  const { online, control } = virtualWorld()
  const tosh = await online('tosh')
  const held = control.intercept({ link: 'communication', method: 'PUT' }, 'hold')
  const update = tosh.communication.update({ phoneNumber: 'tel:+431' })
  await held.arrived

  tosh.close()

  expect(await rejection(update.done)).toBeInstanceOf(ClientClosed)
})
