import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { readUser } from '../../src/discovery/readUser.ts'
import { json } from '../../src/protocol/format.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { password } from '../../src/transport/password.ts'
import { fakeHttp, reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

const user = 'https://pool.contoso.com/user'
const home = 'https://home.example/user'
const asking = (host: string): Reply =>
  reply(401, '', { 'www-authenticate': `MsRtcOAuth href="https://${host}/token",grant_type="password"` })
const issued = (value: string): Reply => resource({ access_token: value })
const applications: Reply = resource({ _links: { applications: { href: '/applications' } } })

const reading = (script: Script) => {
  const clock = virtualClock()
  const http = fakeHttp(script, clock)
  const credentials = password('tosh@contoso.com', 's3cret')
  const exchange = createExchange({ http, format: json(), clock, credentials, signInDomain: 'contoso.com' })
  const { signal } = new AbortController()
  return { http, outcome: readUser({ exchange })({ user, domain: 'contoso.com' }, signal)() }
}

test('begins with the 401 handshake', async () => {
  const { http, outcome } = reading({
    [`GET ${user}`]: [asking('pool.contoso.com'), applications],
    'POST https://pool.contoso.com/token': [issued('cwt=a')],
  })
  expect(await outcome).toEqual(E.right({ applications: 'https://pool.contoso.com/applications' }))
  expect(http.requests.map(({ headers }) => headers['Authorization'])).toEqual([undefined, undefined, 'Bearer cwt=a'])
})

test.each<[string, Reply, string]>([
  ['a link', resource({ _links: { redirect: { href: home } } }), home],
  ['a status', reply(302, '', { location: 'https://home.contoso.com/user' }), 'https://home.contoso.com/user'],
])('begins anew where %s redirects to', async (_, redirect, target) => {
  const { host } = new URL(target)
  const { http, outcome } = reading({
    [`GET ${user}`]: [asking('pool.contoso.com'), redirect],
    'POST https://pool.contoso.com/token': [issued('cwt=a')],
    [`GET ${target}`]: [asking(host), applications],
    [`POST https://${host}/token`]: [issued('cwt=b')],
  })
  expect(await outcome).toEqual(E.right({ applications: `https://${host}/applications` }))
  expect(http.requests.filter(({ url }) => url === target).map(({ headers }) => headers['Authorization'])).toEqual([
    undefined,
    'Bearer cwt=b',
  ])
})

test('does not follow a redirect by status out of the domain', async () => {
  const { http, outcome } = reading({ [`GET ${user}`]: [reply(302, '', { location: home })] })
  expect(await outcome).toEqual(
    E.left({ name: 'ForeignRedirect', from: user, to: home, reason: 'leads out of contoso.com' }),
  )
  expect(http.requests.length).toBe(1)
})

test('gives up redirects that never end', async () => {
  const { http, outcome } = reading({ [`GET ${user}`]: resource({ _links: { redirect: { href: user } } }) })
  expect(await outcome).toMatchObject({ left: { name: 'ForeignRedirect', reason: 'more than 5 redirects' } })
  expect(http.requests.length).toBe(6)
})

test('hands on the page for browsers of the home host', async () => {
  const { outcome } = reading({
    [`GET ${user}`]: resource({ _links: { applications: { href: '/a' }, xframe: { href: '/xframe' } } }),
  })
  expect(await outcome).toEqual(
    E.right({ applications: 'https://pool.contoso.com/a', xframe: 'https://pool.contoso.com/xframe' }),
  )
})

test('has no link where applications is missing', async () => {
  const { outcome } = reading({ [`GET ${user}`]: resource({ _links: {} }) })
  expect(await outcome).toEqual(E.left({ name: 'NoLink', resource: 'user', link: 'applications' }))
})

test('refuses an applications link by plain HTTP', async () => {
  const href = 'http://pool.contoso.com/applications'
  const { outcome } = reading({ [`GET ${user}`]: resource({ _links: { applications: { href } } }) })
  expect(await outcome).toEqual(
    E.left({ name: 'ForeignRedirect', from: user, to: href, reason: 'leads away from HTTPS' }),
  )
})

test('passes on that the password is wrong', async () => {
  const { outcome } = reading({
    [`GET ${user}`]: [asking('pool.contoso.com')],
    'POST https://pool.contoso.com/token': [resource({ error: 'invalid_grant' }, 400)],
  })
  expect(await outcome).toMatchObject({ left: { name: 'TokenRefused', error: 'invalid_grant' } })
})

test('passes on a refusal', async () => {
  const { outcome } = reading({ [`GET ${user}`]: resource({ code: 'Forbidden' }, 403) })
  expect(await outcome).toMatchObject({ left: { name: 'Refused', operation: 'readUser', status: 403 } })
})

test('does not follow an applications link from plain HTTP to another host', async () => {
  const plain = 'http://127.0.0.1:8080/user'
  const http = fakeHttp({
    [`GET ${plain}`]: [resource({ _links: { applications: { href: 'http://evil.example/applications' } } })],
  })
  const exchange = createExchange({ http, format: json(), clock: virtualClock() })
  const outcome = await readUser({ exchange })({ user: plain, domain: 'contoso.com' }, new AbortController().signal)()

  expect(outcome).toEqual(
    E.left({
      name: 'ForeignRedirect',
      from: plain,
      to: 'http://evil.example/applications',
      reason: 'leads to another host by plain HTTP',
    }),
  )
})
