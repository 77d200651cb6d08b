import { expect, test } from 'vitest'
import type { ClientOptions } from '../../src/client/clientOptions.ts'
import type { DoubtfulRedirect } from '../../src/discovery/trust.ts'
import { rejection, virtualWorld } from './world.ts'

const elsewhere = 'https://pool.online.example/'

/** A server whose root, by plain HTTP, leads out of the sign-in domain. */
const redirected = (to = elsewhere, times = 1) => {
  const world = virtualWorld()
  const body = { _links: { redirect: { href: to } } }
  world.control.intercept({ link: 'root', times }, { status: 200, body })
  const hosts = () => new Set(world.http.requests.map(({ url }) => new URL(url).origin))
  return { ...world, hosts }
}

test('a redirect that the user approves is followed', async () => {
  const asked: DoubtfulRedirect[] = []
  const approveRedirect: ClientOptions['approveRedirect'] = (redirect) => {
    asked.push(redirect)
    return true
  }
  const { online } = redirected()
  const client = await online('tosh', { approveRedirect })
  expect(client.status$.getSnapshot()).toEqual({ state: 'available' })
  expect(asked).toEqual([{ from: 'http://pool.contoso.com/', to: elsewhere }])
})

test('a host that the user has approved is not asked about at the next sign-in', async () => {
  let asked = 0
  const { online } = redirected(elsewhere, 2)
  const client = await online('tosh', { approveRedirect: () => ++asked > 0 })
  await client.signOut()
  await client.connect()
  expect(asked).toBe(1)
})

test('a redirect into a trusted domain needs nobody', async () => {
  const { online } = redirected()
  const client = await online('tosh', { trustedDomains: ['online.example'] })
  expect(client.status$.getSnapshot()).toEqual({ state: 'available' })
})

test.each<[string, Partial<ClientOptions>]>([
  ['declines', { approveRedirect: () => Promise.resolve(false) }],
  ['cannot be asked about', {}],
])('a host that the user %s is not contacted', async (_, options) => {
  const { client, hosts } = redirected()
  expect(await rejection(client('tosh', options).connect())).toMatchObject({
    name: 'DiscoveryFailed',
    tried: [{ failure: { name: 'ForeignRedirect', to: elsewhere, reason: 'leads out of contoso.com' } }],
  })
  expect([...hosts()]).toEqual(['http://pool.contoso.com'])
})

test('redirects that never end are given up, whoever approves them', async () => {
  const { client, http } = redirected(elsewhere, 99)
  expect(await rejection(client('tosh', { approveRedirect: () => true }).connect())).toMatchObject({
    tried: [{ failure: { name: 'ForeignRedirect', reason: 'more than 5 redirects' } }],
  })
  expect(http.requests.length).toBe(6)
})

test('a token that was got before a redirect stays with its host', async () => {
  const world = virtualWorld()
  const home = 'https://home.online.example'
  const tosh = world.client('tosh', { rootUrl: 'https://pool.contoso.com/' })
  world.control.intercept(
    { link: 'user', times: 1, user: 'tosh@contoso.com' },
    { status: 200, body: { _links: { redirect: { href: `${home}/discovery/service.svc/who` } } } },
  )
  await tosh.connect()
  const sent = world.http.requests.flatMap(({ url, headers }) =>
    headers['Authorization'] === undefined ? [] : [[new URL(url).origin, headers['Authorization']] as const],
  )
  const origins = new Map<string, Set<string>>()
  for (const [origin, token] of sent) origins.set(token, (origins.get(token) ?? new Set<string>()).add(origin))
  expect([...origins.values()].map((hosts) => [...hosts])).toEqual([['https://pool.contoso.com'], [home]])
})
