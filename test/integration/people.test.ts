import { describe, expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { xml } from '../../src/xml/index.ts'
import { loopback, rejection, until, virtualWorld } from './world.ts'

const user = (name: string, address: string) => ({ uri: `sip:${address}`, name, password: 'pass@word1' })

const users = [
  user('Tosh Meston', 'tosh@contoso.com'),
  user('Lene Aaling', 'lene@contoso.com'),
  user('Lena Holm', 'lholm@contoso.com'),
]

const formats = { JSON: json(), XML: xml() }

describe.each(Object.entries(formats))('in %s', (_, format) => {
  const online = async () => {
    const world = await loopback({ users })
    return { ...world, tosh: await world.online('tosh', { format }) }
  }

  test('the contact list is read', async () => {
    const { tosh } = await online()
    const [lene, ...others] = await tosh.people.myContacts()

    expect(lene).toEqual({
      uri: 'sip:lene@contoso.com',
      name: 'Lene Aaling',
      title: undefined,
      company: undefined,
      department: undefined,
      office: undefined,
      emailAddresses: ['lene@contoso.com'],
      resource: expect.objectContaining({ type: 'User', sourceNetwork: 'SameEnterprise' }) as unknown,
    })
    expect(others.map(({ uri }) => uri)).toEqual(['sip:lholm@contoso.com'])
  })

  test('a contact list of one is a list', async () => {
    const world = await loopback()
    const tosh = await world.online('tosh', { format })

    expect((await tosh.people.myContacts()).map(({ name }) => name)).toEqual(['Lene Aaling'])
  })

  test('the address book is searched', async () => {
    const { tosh } = await online()

    expect((await tosh.people.search('len')).map(({ name }) => name)).toEqual(['Lene Aaling', 'Lena Holm'])
    expect((await tosh.people.search('len', { limit: 1 })).map(({ name }) => name)).toEqual(['Lene Aaling'])
    expect(await tosh.people.search('nobody & "none"')).toEqual([])
  })

  test('the presence of a contact is followed', async () => {
    const { control, tosh } = await online()
    control.user('lene@contoso.com').appears('Busy')
    const [lene] = await tosh.people.search('lene')
    const presence$ = tosh.people.presence$(lene ?? '')

    expect(await until(presence$, ({ availability }) => availability !== 'unknown')).toEqual({
      availability: 'Busy',
      activity: undefined,
      deviceType: 'Web',
      lastActive: undefined,
    })
  })
})

test.each([
  ['', undefined, [{ field: 'query', rule: 'must not be empty' }]],
  ['x'.repeat(257), undefined, [{ field: 'query', rule: 'must have at most 256 characters' }]],
  ['x', 0, [{ field: 'limit', rule: 'must be a whole number from 1 to 100' }]],
  ['x', 101, [{ field: 'limit', rule: 'must be a whole number from 1 to 100' }]],
])('a search that breaks a rule is not sent: %s, %s', async (query, limit, faults) => {
  const { online } = virtualWorld()
  const tosh = await online('tosh')

  expect(await rejection(tosh.people.search(query, limit === undefined ? {} : { limit }))).toMatchObject({
    name: 'CommandFailed',
    command: 'search',
    failure: { name: 'InvalidInput', operation: 'search', faults },
  })
})

test('a search that is refused says so', async () => {
  const { control, online } = virtualWorld()
  const tosh = await online('tosh')
  control.intercept({ link: 'search' }, { status: 403, body: { code: 'Forbidden' } })

  expect(await rejection(tosh.people.search('lene'))).toMatchObject({
    name: 'CommandFailed',
    failure: { name: 'Refused', status: 403, code: 'Forbidden' },
  })
})

test('nobody is found before the sign-in', async () => {
  const { client } = virtualWorld()

  expect(await rejection(client('tosh').people.myContacts())).toMatchObject({
    name: 'CommandFailed',
    failure: { name: 'NotAvailable', link: 'myContacts' },
  })
})

test('a search that nobody will answer any more rejects', async () => {
  const { control, online, settle } = virtualWorld()
  const tosh = await online('tosh')
  control.intercept({ link: 'search' }, 'hold')
  const searching = rejection(tosh.people.search('lene'))
  await settle()
  tosh.close()

  expect(await searching).toMatchObject({ name: 'ClientClosed' })
})
