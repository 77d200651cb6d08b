import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { createPeople } from '../../src/runtime/people.ts'
import { reply, resource, type Script } from '../support/fakeHttp.ts'
import { partsOf } from './fakeSession.ts'

const lene = { uri: 'sip:lene@contoso.com', name: 'Lene', _links: { contactPresence: { href: '/lene/presence' } } }
const links = {
  myContacts: { href: '/contacts' },
  search: { href: '/search' },
  presenceSubscriptions: { href: '/subs' },
}

const finding = (script: Script, isOffered = true) => {
  const { place, seen, session, state, wire } = partsOf(script)
  let life = new AbortController()
  state.begin(isOffered ? { people: { _links: links } } : {})
  const people = createPeople({ wire, patient: wire, place, session, life: () => life.signal })
  const loseApplication = () => {
    life.abort()
    life = new AbortController()
  }
  return { people, place, seen, loseApplication }
}

test('finds contacts, and where their presence is while their application is there', async () => {
  const { loseApplication, people, seen } = finding({
    'GET /contacts': resource({ _embedded: { contact: [lene, {}] } }),
  })
  const found = await people.myContacts()
  const contacts = E.isRight(found) ? found.right : []
  expect(contacts.map(({ name, uri }) => [name, uri])).toEqual([
    ['Lene', 'sip:lene@contoso.com'],
    [undefined, undefined],
  ])
  expect(contacts.map(people.presenceOf)).toEqual(['https://pool.contoso.com/lene/presence', undefined])
  loseApplication()
  expect(contacts.map(people.presenceOf)).toEqual([undefined, undefined])
  expect(seen()).toEqual(['GET /contacts myContacts'])
})

test('knows nothing of the presence of a contact that it has not found', async () => {
  const one = finding({ 'GET /contacts': resource({ _embedded: { contact: [lene] } }) })
  const found = await one.people.myContacts()
  const other = finding({})
  expect(E.isRight(found) && found.right.map(other.people.presenceOf)).toEqual([undefined])
})

test('searches with the words and the limit', async () => {
  const { people, seen } = finding({
    'GET /search?query=Le%20ne&limit=5': resource({}),
    'GET /search?query=L': resource({}),
  })
  const { signal } = new AbortController()
  expect([await people.search('Le ne', 5), await people.find('L', signal)]).toEqual([E.right([]), E.right([])])
  expect(seen()).toEqual(['GET /search?query=Le%20ne&limit=5 search', 'GET /search?query=L search'])
})

test.each<[unknown, unknown, string, string]>([
  ['', undefined, 'query', 'must not be empty'],
  [' ', undefined, 'query', 'must not be empty'],
  [undefined, undefined, 'query', 'must not be empty'],
  ['a', null, 'limit', 'must not be null'],
])('searches for %j at most %j times not at all', async (query, limit, field, rule) => {
  const { people, seen } = finding({})
  expect(await people.search(query as string, limit as number)).toEqual(
    E.left({ name: 'InvalidInput', operation: 'search', faults: [{ field, rule }] }),
  )
  expect(seen()).toEqual([])
})

test('searches for no more than a server gives', async () => {
  const { people, seen } = finding({})
  expect(await people.search('a', 101)).toMatchObject({
    left: { name: 'InvalidInput', operation: 'search', faults: [{ field: 'limit' }] },
  })
  expect(seen()).toEqual([])
})

test('finds nobody where that is not offered, or refused', async () => {
  const refused = finding({ 'GET /contacts': reply(403) })
  expect(await refused.people.myContacts()).toMatchObject({ left: { name: 'Refused', operation: 'myContacts' } })
  const { people } = finding({}, false)
  expect(await people.myContacts()).toMatchObject({ left: { name: 'NotAvailable', link: 'myContacts' } })
})

test('tells where subscriptions are made', () => {
  const offered = [true, false].map((isOffered) => finding({}, isOffered).people.href('presenceSubscriptions'))
  expect(offered).toEqual(['https://pool.contoso.com/subs', undefined])
})
