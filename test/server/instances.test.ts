import { expect, test } from 'vitest'
import { overHttp } from './overHttp.ts'
import { eventsOf, hrefOf, type Page, type Shown } from './wireClient.ts'

const ofInstances = { headers: { 'X-MS-RequiresMinResourceVersion': '2' } }

/** Tosh's application in two tabs. */
const twoTabs = async () => {
  const world = await overHttp()
  const first = await world.create({ instanceId: 'one' }, ofInstances)
  const second = await world.create({ instanceId: 'two & a half' }, ofInstances)
  const poll = async (application: Shown): Promise<Page> =>
    JSON.parse((await world.ask('GET', hrefOf(application, 'events'))).text) as Page
  return { ...world, first, second, poll }
}

test('a second instance shares the application of the first', async () => {
  const { first, second, server } = await twoTabs()

  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.json['id']).toBe(first.json['id'])
  expect(server.control.counts()).toEqual({ applicationCreated: 1 })
})

test('links of an application name its instance', async () => {
  const { first, second } = await twoTabs()

  expect([first.json['instanceId'], second.json['instanceId']]).toEqual(['one', 'two & a half'])
  expect(hrefOf(first.json, 'events')).toMatch(/\?ack=1&instanceId=one$/)
  expect(hrefOf(second.json, 'events')).toMatch(/\?ack=1&instanceId=two%20%26%20a%20half$/)
  expect(hrefOf(first.json, 'self')).toMatch(/\?instanceId=one$/)
})

test('a known instance that asks again gets its channel with 200', async () => {
  const { create, first } = await twoTabs()

  const again = await create({ instanceId: 'one' }, ofInstances)

  expect([again.status, again.json]).toEqual([200, first.json])
})

test('GET on self shows the instance', async () => {
  const { ask, second } = await twoTabs()

  expect((await ask('GET', hrefOf(second.json, 'self'))).json).toEqual(second.json)
})

test('an instance of another culture has an application of its own', async () => {
  const { create, first } = await twoTabs()

  const other = await create({ instanceId: 'one', culture: 'de-DE' }, ofInstances)

  expect(other.status).toBe(201)
  expect(other.json['id']).not.toBe(first.json['id'])
})

test.each([
  {
    what: 'JSON',
    type: 'application/json',
    body: '{"UserAgent":"test","endpointId":"endpoint","culture":"en-US","instanceId":"three","type":"Browser"}',
  },
  {
    what: 'XML',
    type: 'application/xml',
    body: '<input xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa"><property name="userAgent">test</property><property name="endpointId">endpoint</property><property name="culture">en-US</property><property name="instanceId">three</property></input>',
  },
])('an instance may ask in $what', async ({ type, body }) => {
  const { create, ask, first } = await twoTabs()

  const third = await create({}, { body, headers: { 'Content-Type': type, Accept: type } })
  const inJson = await ask('GET', hrefOf(first.json, 'self').replace('one', 'three'))

  expect(third.status).toBe(201)
  expect(third.headers.get('content-type')).toContain(what(type))
  expect(inJson.json['instanceId']).toBe('three')
})

const what = (type: string): string => type.slice('application/'.length)

test('every instance hears every event', async () => {
  const { ask, first, second, poll } = await twoTabs()
  const pages = [poll(first.json), poll(second.json)]
  await ask('POST', hrefOf(first.json._embedded['communication'], 'startMessaging'), {
    body: '{"to":"sip:lene@contoso.com","operationId":"1"}',
    headers: { 'Content-Type': 'application/json' },
  })

  const [one, two] = await Promise.all(pages)

  expect(one).toMatchObject({ sender: [{ events: expect.any(Array) as unknown }, expect.anything()] })
  expect(two?.sender).toEqual(one?.sender)
  expect(two?._links['next']?.href).toMatch(/\?ack=2&instanceId=two%20%26%20a%20half$/)
  expect(eventsOf(one ?? { _links: {}, sender: [] }).length).toBeGreaterThan(2)
})

test('instances do not replace the P-GET of one another', async () => {
  const { server, first, second, poll } = await twoTabs()
  void Promise.all([poll(first.json), poll(second.json)]).catch(() => undefined)

  await expect.poll(() => server.control.parked('tosh@contoso.com')).toBe(2)
})

test('DELETE of one instance leaves the others', async () => {
  const { ask, server, first, second } = await twoTabs()
  const poll = ask('GET', hrefOf(first.json, 'events'))
  await expect.poll(() => server.control.parked('tosh@contoso.com')).toBe(1)

  const removed = await ask('DELETE', hrefOf(first.json, 'self'))

  expect(removed.status).toBe(204)
  expect(await poll).toMatchObject({ status: 404, json: { subcode: 'ApplicationNotFound' } })
  expect((await ask('GET', hrefOf(first.json, 'events'))).status).toBe(404)
  expect((await ask('DELETE', hrefOf(first.json, 'self'))).status).toBe(404)
  expect((await ask('GET', hrefOf(second.json, 'self'))).status).toBe(200)
})

test('DELETE of the last instance ends the application', async () => {
  const { ask, server, first, second } = await twoTabs()

  await ask('DELETE', hrefOf(first.json, 'self'))
  await ask('DELETE', hrefOf(second.json, 'self'))

  expect((await ask('GET', hrefOf(second.json, 'self'))).json['subcode']).toBe('ApplicationNotFound')
  expect(server.control.counts()['applicationEnded Deleted']).toBe(1)
})

test('DELETE without an instance ends the application', async () => {
  const { ask, first, second } = await twoTabs()

  await ask('DELETE', hrefOf(first.json, 'self').replace(/\?.*/, ''))

  expect((await ask('GET', hrefOf(second.json, 'self'))).status).toBe(404)
})

test('a server that is asked for more than revision 2 of applications refuses', async () => {
  const { create } = await overHttp()

  const answer = await create({ instanceId: 'one' }, { headers: { 'X-MS-RequiresMinResourceVersion': '2.1' } })

  expect([answer.status, answer.json['subcode']]).toEqual([404, 'APIVersionNotSupported'])
})

test('a server of revision 1 refuses an instance', async () => {
  const { create } = await overHttp({ applicationsRevision: 1 })

  const answer = await create({ instanceId: 'one' }, ofInstances)

  expect([answer.status, answer.json['subcode']]).toEqual([404, 'APIVersionNotSupported'])
})

test('a server of revision 1 that is not asked for another knows no instances', async () => {
  const { create } = await overHttp({ applicationsRevision: 1 })

  const [first, second] = [await create({ instanceId: 'one' }), await create({ instanceId: 'two' })]

  expect([first.status, second.status]).toEqual([201, 200])
  expect(second.json).toEqual(first.json)
  expect(first.json['instanceId']).toBeUndefined()
})

test('a server of revision 1 says so', async () => {
  const { ask } = await overHttp({ applicationsRevision: 1 })

  const user = await ask('GET', '/discovery/service.svc/who')

  expect(user.json._links['applications']).toMatchObject({ revision: '1' })
})
