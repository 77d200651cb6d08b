import { expect, test } from 'vitest'
import { contactOf } from '../../src/runtime/contact.ts'
import { createPersonReader } from '../../src/runtime/person.ts'
import { untrustedHtml } from '../../src/runtime/untrustedHtml.ts'
import { reply, resource, type Reply } from '../support/fakeHttp.ts'
import { partsOf } from './fakeSession.ts'

test('a contact is what the server says of her', () => {
  const lene = {
    uri: 'sip:lene@contoso.com',
    name: 'Lene',
    title: 'Dr.',
    company: 'Contoso',
    department: 'Sales',
    office: '7',
    emailAddresses: ['lene@contoso.com'],
  }
  expect(contactOf({ ...lene, type: 'User' })).toEqual({ ...lene, resource: { ...lene, type: 'User' } })
})

test('a contact of whom the server says nothing is nobody', () => {
  const nothing = {
    uri: undefined,
    name: undefined,
    title: undefined,
    company: undefined,
    department: undefined,
    office: undefined,
  }
  expect(contactOf({})).toEqual({ ...nothing, emailAddresses: [], resource: {} })
})

test.each<[string, Reply, string | undefined, object]>([
  [
    'as she is read',
    resource({ name: 'Lene', uri: 'sip:lene@contoso.com' }),
    'L',
    { name: 'Lene', uri: 'sip:lene@contoso.com' },
  ],
  [
    'by the title of the link',
    resource({ uri: 'sip:lene@contoso.com' }),
    'L',
    { name: 'L', uri: 'sip:lene@contoso.com' },
  ],
  ['by the title of the link alone', reply(404), 'L', { name: 'L', uri: undefined }],
  ['not at all', reply(404), '', { name: undefined, uri: undefined }],
  ['not at all', reply(404), undefined, { name: undefined, uri: undefined }],
])('a person is known %s', async (_, answer, title, person) => {
  const { place, seen, wire } = partsOf({ 'GET /lene': answer })
  const { signal } = new AbortController()
  const read = createPersonReader({ wire, place, life: () => signal })()
  expect(await read({ href: '/lene', ...(title === undefined ? {} : { title }) })).toEqual(person)
  expect(seen()).toEqual(['GET /lene contact'])
})

test('nobody is asked for by whom an application told that is gone', async () => {
  const { place, seen, wire } = partsOf({ 'GET /lene': resource({ name: 'Lene' }) })
  let life = new AbortController()
  const read = createPersonReader({ wire, place, life: () => life.signal })()
  life.abort()
  life = new AbortController()
  expect(await read({ href: '/lene', title: 'L' })).toEqual({ name: 'L', uri: undefined })
  expect(seen()).toEqual([])
})

test('HTML of the wire is no string', () => {
  expect([untrustedHtml('<b>'), untrustedHtml(undefined)]).toEqual([{ untrusted: '<b>' }, undefined])
})
