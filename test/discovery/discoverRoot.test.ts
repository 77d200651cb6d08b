import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { discoverRoot, type DiscoverRootInput } from '../../src/discovery/discoverRoot.ts'
import { json } from '../../src/protocol/format.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { breaks, fakeHttp, hangs, reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

const internal = 'https://lyncdiscoverinternal.contoso.com/'
const external = 'https://lyncdiscover.contoso.com/'
const plainInternal = 'http://lyncdiscoverinternal.contoso.com/'
const plainExternal = 'http://lyncdiscover.contoso.com/'
const unknown = breaks('ENOTFOUND')
const nowhere: Script = {
  [`GET ${internal}`]: unknown,
  [`GET ${external}`]: unknown,
  [`GET ${plainInternal}`]: unknown,
  [`GET ${plainExternal}`]: unknown,
}
const root = (user: string, more: object = {}): Reply => resource({ _links: { user: { href: user }, ...more } })
const redirecting = (to: string): Reply => resource({ _links: { redirect: { href: to } } })
const moved = (to: string): Reply => reply(302, '', { location: to })
const found = { user: 'https://pool.contoso.com/user', domain: 'contoso.com' }

const discovering = (script: Script, more: Partial<DiscoverRootInput> = {}) => {
  const clock = virtualClock()
  const http = fakeHttp({ ...nowhere, ...script }, clock)
  const controller = new AbortController()
  const exchange = createExchange({ http, format: json(), clock })
  const input = { signInAddress: 'sip:tosh@contoso.com', ...more }
  return { clock, http, controller, outcome: discoverRoot({ exchange })(input, controller.signal)() }
}

const failures = (outcome: Awaited<ReturnType<typeof discovering>['outcome']>) =>
  E.isLeft(outcome) && outcome.left.name === 'NotDiscovered'
    ? outcome.left.tried.map(({ href, failure }) => [href, failure.name])
    : outcome

test('asks no other host when the internal name answers', async () => {
  const { http, outcome } = discovering({ [`GET ${internal}`]: root(found.user) })
  expect(await outcome).toEqual(E.right(found))
  expect(http.seen()).toEqual([`GET ${internal}`])
})

test('asks without Authorization', async () => {
  const { http, outcome } = discovering({ [`GET ${internal}`]: root(found.user) })
  await outcome
  expect(http.requests[0]?.headers).toEqual({ Accept: 'application/json' })
})

test('asks external hosts alone from outside', async () => {
  const { http, outcome } = discovering({}, { from: 'outside' })
  expect(failures(await outcome)).toEqual([
    [external, 'Unreachable'],
    [plainExternal, 'Unreachable'],
  ])
  expect(http.seen()).toEqual([`GET ${external}`, `GET ${plainExternal}`])
})

test('goes on to the plain forms after both HTTPS forms', async () => {
  const { http, outcome } = discovering({
    [`GET ${plainExternal}`]: moved('https://web.contoso.com/'),
    'GET https://web.contoso.com/': root(found.user),
  })
  expect(await outcome).toEqual(E.right(found))
  expect(http.seen()).toEqual([
    ...[internal, external, plainInternal, plainExternal].map((href) => `GET ${href}`),
    'GET https://web.contoso.com/',
  ])
})

test('resolves the links against the URL of the answer', async () => {
  const { outcome } = discovering({
    [`GET ${internal}`]: moved('https://web.contoso.com/Autodiscover/'),
    'GET https://web.contoso.com/Autodiscover/': root('user', { xframe: { href: '/xframe' } }),
  })
  expect(await outcome).toEqual(
    E.right({
      user: 'https://web.contoso.com/Autodiscover/user',
      xframe: 'https://web.contoso.com/xframe',
      domain: 'contoso.com',
    }),
  )
})

test('gives each try 10 s', async () => {
  const { clock, http, outcome } = discovering({ [`GET ${internal}`]: hangs, [`GET ${external}`]: root(found.user) })
  await clock.advance(9999)
  expect(http.requests.length).toBe(1)
  await clock.advance(1)
  expect(await outcome).toEqual(E.right(found))
})

test('tells every try with its failure', async () => {
  const { outcome } = discovering({
    [`GET ${internal}`]: breaks('CERT_HAS_EXPIRED'),
    [`GET ${external}`]: reply(404),
    [`GET ${plainInternal}`]: moved('https://evil.example/'),
    [`GET ${plainExternal}`]: resource({ _links: {} }),
  })
  expect(await outcome).toMatchObject({
    left: {
      name: 'NotDiscovered',
      tried: [
        { href: internal, failure: { name: 'Unreachable', operation: 'discoverRoot', code: 'CERT_HAS_EXPIRED' } },
        { href: external, failure: { name: 'Refused', status: 404 } },
        { href: plainInternal, failure: { name: 'ForeignRedirect', to: 'https://evil.example/' } },
        { href: plainExternal, failure: { name: 'Unreadable', reason: 'an answer by plain HTTP' } },
      ],
    },
  })
})

test.each<[string, Reply, string]>([
  ['a page of a captive portal', reply(200, '<html>', { 'content-type': 'text/html' }), 'Unreadable'],
  ['something else', resource([]), 'Unreadable'],
  ['a root without user', resource({ _links: { self: { href: '/' } } }), 'NoLink'],
  ['a user link by plain HTTP', root('http://pool.contoso.com/user'), 'ForeignRedirect'],
  ['a redirect to nowhere', moved('https://'), 'ForeignRedirect'],
])('goes on when a host answers with %s', async (_, answer, name) => {
  const { outcome } = discovering({ [`GET ${internal}`]: answer })
  expect(failures(await outcome)).toEqual([
    [internal, name],
    [external, 'Unreachable'],
    [plainInternal, 'Unreachable'],
    [plainExternal, 'Unreachable'],
  ])
})

test('follows a redirect link', async () => {
  const { outcome } = discovering({
    [`GET ${internal}`]: redirecting('https://online.example/root'),
    'GET https://online.example/root': root('/user'),
  })
  expect(await outcome).toEqual(E.right({ user: 'https://online.example/user', domain: 'contoso.com' }))
})

test('follows five redirects in a row', async () => {
  const hops = [1, 2, 3, 4, 5].map((hop): [string, Reply] => [
    `GET https://h${hop}.contoso.com/`,
    hop === 5 ? root(found.user) : redirecting(`https://h${hop + 1}.contoso.com/`),
  ])
  const { outcome } = discovering({
    [`GET ${internal}`]: redirecting('https://h1.contoso.com/'),
    ...Object.fromEntries(hops),
  })
  expect(await outcome).toEqual(E.right(found))
})

test('gives up a host that redirects for ever', async () => {
  const { http, outcome } = discovering({ [`GET ${internal}`]: moved(internal) })
  expect(await outcome).toMatchObject({
    left: { tried: [{ failure: { name: 'ForeignRedirect', reason: 'more than 5 redirects' } }, {}, {}, {}] },
  })
  expect(http.seen().filter((line) => line === `GET ${internal}`).length).toBe(6)
})

test('checks where the platform has followed a redirect to', async () => {
  const { http, outcome } = discovering({ [`GET ${internal}`]: { ...root(found.user), url: 'https://evil.example/' } })
  expect(failures(await outcome)).toContainEqual([internal, 'ForeignRedirect'])
  expect(http.seen()).not.toContain('GET https://evil.example/')
})

test('asks the given root only', async () => {
  const rootUrl = 'http://127.0.0.1:8080/'
  const { http, outcome } = discovering({ [`GET ${rootUrl}`]: root('/user') }, { rootUrl })
  expect(await outcome).toEqual(E.right({ user: 'http://127.0.0.1:8080/user', domain: 'contoso.com' }))
  expect(http.seen()).toEqual([`GET ${rootUrl}`])
})

test('tells how the given root failed', async () => {
  const rootUrl = 'https://pool.contoso.com/'
  const { outcome } = discovering({ [`GET ${rootUrl}`]: reply(500) }, { rootUrl })
  expect(failures(await outcome)).toEqual([[rootUrl, 'Refused']])
})

test.each<[string, Partial<DiscoverRootInput>]>([
  ['signInAddress', { signInAddress: 'tosh' }],
  ['rootUrl', { rootUrl: 'pool.contoso.com' }],
  ['rootUrl', { rootUrl: 'ftp://pool.contoso.com' }],
])('refuses an invalid %s', async (field, input) => {
  const { http, outcome } = discovering({}, input)
  expect(await outcome).toMatchObject({ left: { name: 'InvalidInput', faults: [{ field }] } })
  expect(http.requests).toEqual([])
})

test('ends with Aborted, without asking the next host', async () => {
  const { http, controller, outcome } = discovering({ [`GET ${internal}`]: hangs })
  controller.abort()
  expect(await outcome).toEqual(E.left({ name: 'Aborted', operation: 'discoverRoot', method: 'GET', href: internal }))
  expect(http.requests.length).toBe(1)
})
