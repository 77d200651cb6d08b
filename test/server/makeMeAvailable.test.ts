import { expect, test } from 'vitest'
import { overHttp } from './overHttp.ts'
import { hrefOf, serverOnVirtualClock, signIn } from './wireClient.ts'

const lurking = async () => {
  const world = await overHttp()
  const { json: application } = await world.create()
  const href = hrefOf(application._embedded['me'], 'makeMeAvailable')
  const post = (body: string, type: string) =>
    world.ask('POST', href, { body, headers: { 'Content-Type': type, Accept: type } })
  const communication = async () =>
    (await world.ask('GET', hrefOf(application._embedded['communication'], 'self'))).json
  return { ...world, application, post, communication }
}

const inJson = JSON.stringify({
  supportedModalities: ['Messaging', 'PhoneAudio'],
  supportedMessageFormats: ['Plain', 'Html'],
  signInAs: 'Busy',
  inactiveTimeout: '00:10:00',
  phoneNumber: 'tel:+4312345',
  audioPreference: 'VoipAudio',
  voipFallbackToPhoneAudioTimeOut: 'PT30S',
})

const inXml =
  '<input xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa">' +
  '<propertyList name="supportedModalities"><item>Messaging</item><item>PhoneAudio</item></propertyList>' +
  '<propertyList name="supportedMessageFormats"><item>Plain</item><item>Html</item></propertyList>' +
  '<property name="signInAs">Busy</property>' +
  '<property name="inactiveTimeout">10</property>' +
  '<property name="phoneNumber">tel:+4312345</property>' +
  '<property name="audioPreference">VoipAudio</property>' +
  '<property name="voipFallbackToPhoneAudioTimeOut">PT30S</property>' +
  '</input>'

test.each([
  { type: 'application/json', body: inJson },
  { type: 'application/xml', body: inXml },
])('takes every field in $type', async ({ type, body }) => {
  const { post, communication } = await lurking()

  const answer = await post(body, type)

  expect([answer.status, answer.text]).toEqual([204, ''])
  expect(await communication()).toMatchObject({
    supportedModalities: ['Messaging', 'PhoneAudio'],
    supportedMessageFormats: ['Plain', 'Html'],
    phoneNumber: 'tel:+4312345',
    audioPreference: 'VoipAudio',
  })
})

test('shows the user as she signs in', async () => {
  const { post, ask, application } = await lurking()
  await post(inJson, 'application/json')
  const me = await ask('GET', hrefOf(application._embedded['me'], 'self'))

  expect((await ask('GET', hrefOf(me.json, 'presence'))).json['availability']).toBe('Busy')
})

test('is refused the second time', async () => {
  const { post } = await lurking()
  await post(inJson, 'application/json')

  expect(await post(inJson, 'application/json')).toMatchObject({ status: 409, json: { subcode: 'AlreadyExists' } })
})

test.each(['Audio', 'Video', 'ApplicationSharing', 'DataCollaboration', 'PanoramicVideo'])(
  'refuses the modality %s',
  async (modality) => {
    const { post, server } = await lurking()

    const answer = await post(JSON.stringify({ supportedModalities: ['Messaging', modality] }), 'application/json')

    expect(answer).toMatchObject({ status: 403, json: { code: 'Forbidden' } })
    expect(server.control.counts()).toEqual({ applicationCreated: 1 })
  },
)

test.each(['00:05:00', 'PT5M', 'P1DT2H', 5, 2.5, '5', null])('takes %j as a length of time', async (span) => {
  const { post } = await lurking()

  const answer = await post(
    JSON.stringify({ inactiveTimeout: span, voipFallbackToPhoneAudioTimeOut: span }),
    'application/json',
  )

  expect(answer.status).toBe(204)
})

test.each(['soon', '', 'PT', 'P', '5:00', '00:65:00', -5, true, [5]])(
  'refuses %j as a length of time',
  async (span) => {
    const { post, server } = await lurking()

    const answer = await post(JSON.stringify({ inactiveTimeout: span }), 'application/json')

    expect(answer).toMatchObject({
      status: 400,
      json: { subcode: 'ParameterValidationFailure', parameters: [{ name: 'inactiveTimeout' }] },
    })
    expect(server.control.counts()).toEqual({ applicationCreated: 1 })
  },
)

test.each([
  { sent: '2', status: 204 },
  { sent: '1.7', status: 204 },
  { sent: '2.5', status: 404 },
  { sent: '10', status: 404 },
])('answers $status where revision $sent is the least', async ({ sent, status }) => {
  const { ask, application } = await lurking()

  const answer = await ask('POST', hrefOf(application._embedded['me'], 'makeMeAvailable'), {
    headers: { 'X-MS-RequiresMinResourceVersion': sent },
  })

  expect(answer.status).toBe(status)
  expect(answer.headers.get('x-ms-ucwaversion')).toBe('1.7')
})

test.each(['00:01:00', 'PT1M', 1])('shows the user as idle after %j without activity', async (inactiveTimeout) => {
  const { server, clock } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com', { available: { signInAs: 'Online', inactiveTimeout } })
  const presence = hrefOf((await tosh.get(hrefOf(tosh.application._embedded['me'], 'self'))).json, 'presence')

  await clock.advance(59_000)
  const before = await tosh.get(presence)
  await clock.advance(2000)
  const after = await tosh.get(presence)

  expect([before.json['availability'], after.json['availability']]).toEqual(['Online', 'IdleOnline'])
})
