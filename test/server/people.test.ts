import { expect, test } from 'vitest'
import type { ServerOptions } from '../../src/server/index.ts'
import { hrefOf, serverOnVirtualClock, signIn, type Shown } from './wireClient.ts'

const user = (name: string, address: string) => ({ uri: `sip:${address}`, name, password: 'pass@word1' })

const users = [
  user('Tosh Meston', 'tosh@contoso.com'),
  user('Lene Aaling', 'lene@contoso.com'),
  user('Lena Holm', 'lholm@contoso.com'),
  user('Aage Holm', 'aage@contoso.com'),
]

const world = async (options: ServerOptions = { users }) => {
  const { server, clock } = serverOnVirtualClock(options)
  const tosh = await signIn(server, 'tosh@contoso.com')
  const people = tosh.application._embedded['people']
  const search = (query: string) => tosh.get(`${hrefOf(people, 'search')}${query}`)
  const found = async (query: string) => {
    const { json } = await search(query)
    return contactsIn(json).map(({ uri }) => uri)
  }
  return { server, clock, tosh, people, search, found }
}

const contactsIn = (resource: Shown): readonly Shown[] => resource._embedded['contact'] as unknown as readonly Shown[]

test('offers what works with people', async () => {
  const { people } = await world()

  expect(Object.keys(people?._links ?? {})).toEqual([
    'self',
    'myContacts',
    'presenceSubscriptions',
    'subscribedContacts',
    'search',
  ])
})

test('lists everybody else as contacts whose links all work', async () => {
  const { tosh, people } = await world()
  const list = (await tosh.get(hrefOf(people, 'myContacts'))).json
  const [lene] = contactsIn(list)
  expect(contactsIn(list).map(({ uri }) => uri)).toEqual(users.slice(1).map(({ uri }) => uri))
  expect(lene).toMatchObject({ rel: 'contact', name: 'Lene Aaling', type: 'User', sourceNetwork: 'SameEnterprise' })

  const behind = await Promise.all(
    ['self', 'contactPresence', 'contactLocation', 'contactNote'].map(async (rel) => tosh.get(hrefOf(lene, rel))),
  )
  expect(behind.map(({ status, json }) => [status, json.rel])).toEqual([
    [200, 'contact'],
    [200, 'contactPresence'],
    [200, 'contactLocation'],
    [200, 'contactNote'],
  ])
})

test('shows the presence of a contact without a subscription', async () => {
  const { server, tosh } = await world()
  const [lene] = contactsIn((await tosh.get(hrefOf(tosh.application._embedded['people'], 'myContacts'))).json)
  const presence = async () => (await tosh.get(hrefOf(lene, 'contactPresence'))).json
  const _links = { self: { href: hrefOf(lene, 'contactPresence') } }

  expect(await presence()).toEqual({ availability: 'Offline', deviceType: 'Unknown', _links, rel: 'contactPresence' })

  const herself = await signIn(server, 'lene@contoso.com', { available: { signInAs: 'Busy' } })
  expect(await presence()).toEqual({ availability: 'Busy', deviceType: 'Web', _links, rel: 'contactPresence' })

  await herself.remove(hrefOf(herself.application, 'self'))
  expect(await presence()).toEqual({
    availability: 'Offline',
    deviceType: 'Unknown',
    lastActive: `/Date(${Date.UTC(2026, 0, 1)})/`,
    _links,
    rel: 'contactPresence',
  })
})

test('shows a contact who only lurks as offline', async () => {
  const { server, tosh, people } = await world()
  await signIn(server, 'lene@contoso.com', { available: false })
  const [lene] = contactsIn((await tosh.get(hrefOf(people, 'myContacts'))).json)

  expect((await tosh.get(hrefOf(lene, 'contactPresence'))).json['availability']).toBe('Offline')
})

test('shows the note of a contact', async () => {
  const { server, tosh, people } = await world()
  server.control.user('lene@contoso.com').notes('At the sea')
  const [lene] = contactsIn((await tosh.get(hrefOf(people, 'myContacts'))).json)

  expect((await tosh.get(hrefOf(lene, 'contactNote'))).json).toMatchObject({ message: 'At the sea', type: 'Personal' })
})

test.each([
  ['?query=len', ['sip:lene@contoso.com', 'sip:lholm@contoso.com']],
  ['?query=HOLM%20lena', ['sip:lholm@contoso.com']],
  ['?query=aaling', ['sip:lene@contoso.com']],
  ['?query=lholm%40contoso', ['sip:lholm@contoso.com']],
  ['?query=sip%3ALENE%40contoso.com', ['sip:lene@contoso.com']],
  ['?query=tosh', ['sip:tosh@contoso.com']],
  ['?mail=aage%40contoso.com', ['sip:aage@contoso.com']],
  ['?query=nobody', []],
])('finds by name, address or mail: %s', async (query, uris) => {
  const { found } = await world()

  expect(await found(query)).toEqual(uris)
})

test('says when there is more than the limit', async () => {
  const { search } = await world()

  const some = (await search('?query=contoso&limit=3')).json
  const all = (await search('?query=contoso&limit=4')).json

  expect([some, all].map((json) => [json['moreResultsAvailable'], contactsIn(json).length])).toEqual([
    [true, 3],
    [false, 4],
  ])
})

test.each([
  ['', 'query'],
  ['?query=', 'query'],
  [`?query=${'x'.repeat(257)}`, 'query'],
  ['?query=x&limit=0', 'limit'],
  ['?query=x&limit=101', 'limit'],
  ['?query=x&limit=few', 'limit'],
])('refuses to search with %s', async (query, name) => {
  const { search } = await world()

  const answer = await search(query)

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ subcode: 'ParameterValidationFailure', parameters: [{ name }] })
})

test.each(['?query=x&limit=1', `?query=${'x'.repeat(256)}&limit=100`])('searches with %s', async (query) => {
  const { search } = await world()

  expect((await search(query)).status).toBe(200)
})

test('knows no contact who is no user', async () => {
  const { tosh, people } = await world()
  const [lene] = contactsIn((await tosh.get(hrefOf(people, 'myContacts'))).json)
  const href = hrefOf(lene, 'contactPresence').replace('lene', 'nobody')

  expect((await tosh.get(href)).status).toBe(404)
})

test.each(['?query=holm&limit=1', '?mail=lene@contoso.com', '?query=lene%20a%26b'])(
  'tells of the search %s where to search so again',
  async (query) => {
    const { search, tosh } = await world()
    const { json } = await search(query)

    expect((await tosh.get(hrefOf(json, 'self'))).json).toEqual(json)
  },
)
