import { expect, onTestFinished, test } from 'vitest'
import { createServer, type ServerOptions } from '../../src/server/index.ts'
import { fill, paths } from '../../src/server/paths.ts'
import { virtualClock } from '../support/virtualClock.ts'

const tosh = { uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'x' }
const conferenceUri = 'sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C'
const meetings = [{ conferenceUri, conferenceKey: 'key' }]
const windows = { grant_type: 'urn:microsoft.rtc:windows' }
const passive = { grant_type: 'urn:microsoft.rtc:passive' }
const stranger = {
  grant_type: 'urn:microsoft.rtc:anonmeeting',
  password: 'key',
  ms_rtc_conferenceuri: conferenceUri,
}

interface Resource {
  readonly id: string
  readonly _links: Readonly<Record<string, { readonly href: string } | undefined>>
  readonly _embedded: Readonly<Record<string, Resource | undefined>>
}

/** A server on a real socket, and the ways to it that these tests go. */
const listening = async (options: ServerOptions) => {
  const clock = virtualClock()
  const server = createServer({ clock, ...options })
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  const root = (await (await fetch(url)).json()) as Resource
  const user = root._links['user']?.href ?? ''
  const challenge = (await fetch(user)).headers.get('www-authenticate') ?? ''
  const [, href = '', grants] = /MsRtcOAuth href="([^"]*)",grant_type="([^"]*)"/.exec(challenge) ?? []
  const ask = async (form: Readonly<Record<string, string>>) => {
    const body = new URLSearchParams(form).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await fetch(href, { method: 'POST', headers, body })
    return { status: response.status, ...((await response.json()) as Readonly<Record<string, unknown>>) }
  }
  const tokenFor = async (form: Readonly<Record<string, string>>) => {
    const answer: Readonly<Record<string, unknown>> = await ask(form)
    return String(answer['access_token'])
  }
  const post = (target: string, token: string, input: object) =>
    fetch(new URL(target, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    })
  const applicationOf = async (token: string, endpointId: string) => {
    const found = await fetch(user, { headers: { authorization: `Bearer ${token}` } })
    const { _links: links } = (await found.json()) as Resource
    const input = { userAgent: 'test', endpointId, culture: 'en-US' }
    return (await (await post(links['applications']?.href ?? '', token, input)).json()) as Resource
  }
  return { clock, server, url, grants, ask, tokenFor, post, applicationOf }
}

test('offers the grants that somebody can use', async () => {
  const { grants } = await listening({ users: [{ ...tosh, integrated: true, passive: true }], meetings })

  expect(grants).toBe('urn:microsoft.rtc:windows,urn:microsoft.rtc:passive,urn:microsoft.rtc:anonmeeting,password')
})

test('gives the integrated user a token by the windows grant', async () => {
  const { ask } = await listening({ users: [{ ...tosh, integrated: true }] })

  expect(await ask(windows)).toMatchObject({ status: 200, access_token: expect.stringMatching(/^cwt=/) as string })
})

test.each([
  ['windows', windows],
  ['passive', passive],
])('refuses the %s grant with a password in the form', async (_, form) => {
  const { ask } = await listening({ users: [{ ...tosh, integrated: true, passive: true }] })

  expect(await ask({ ...form, password: 'x' })).toEqual({ status: 400, error: 'invalid_request' })
})

test('sends by the passive grant to a page first', async () => {
  const { ask, url } = await listening({ users: [{ ...tosh, passive: true }] })

  expect(await ask(passive)).toEqual({
    status: 400,
    error: 'invalid_grant',
    ms_rtc_passiveauthuri: `${url}/sts/form`,
  })
})

test('gives a token by the passive grant to who has signed in at the page', async () => {
  const { ask, server } = await listening({ users: [{ ...tosh, passive: true }] })

  server.control.signInAtPage('tosh@contoso.com')

  expect(await ask(passive)).toMatchObject({ status: 200, token_type: 'Bearer' })
})

test('sends to the page again when that has forgotten the user', async () => {
  const { ask, server } = await listening({ users: [{ ...tosh, passive: true }] })
  server.control.signInAtPage('tosh@contoso.com')

  server.control.signOutAtPage('tosh@contoso.com')

  expect(await ask(passive)).toMatchObject({ status: 400, error: 'invalid_grant' })
})

test('gives a stranger a token for an hour', async () => {
  const { ask } = await listening({ meetings })

  expect(await ask(stranger)).toMatchObject({ status: 200, expires_in: 3600 })
})

test.each([
  ['a wrong key', { ...stranger, password: 'guess' }, 'invalid_grant'],
  ['an unknown conference', { ...stranger, ms_rtc_conferenceuri: `${conferenceUri}9` }, 'invalid_grant'],
  ['no conference', { grant_type: stranger.grant_type, password: 'key' }, 'invalid_request'],
  ['an unknown token to renew', { ...stranger, ms_rtc_renew: 'cwt=guess' }, 'invalid_grant'],
])('refuses a stranger with %s', async (_, form, error) => {
  const { ask } = await listening({ meetings })

  expect(await ask(form)).toEqual({ status: 400, error })
})

test('refuses to renew a token that is too old', async () => {
  const { ask, clock, tokenFor } = await listening({ meetings })
  const old = await tokenFor(stranger)
  await clock.advance(3_600_000)

  expect(await ask({ ...stranger, ms_rtc_renew: old })).toEqual({ status: 400, error: 'invalid_grant' })
})

test('takes a stranger who renews for the same person', async () => {
  const { applicationOf, tokenFor } = await listening({ meetings })
  const old = await tokenFor(stranger)
  const before = await applicationOf(old, 'a')

  const after = await applicationOf(await tokenFor({ ...stranger, ms_rtc_renew: old }), 'a')

  expect(after._links['self']).toEqual(before._links['self'])
})

test('takes a stranger who asks anew for another person', async () => {
  const { applicationOf, tokenFor } = await listening({ meetings })
  const before = await applicationOf(await tokenFor(stranger), 'a')

  const after = await applicationOf(await tokenFor(stranger), 'a')

  expect(after._links['self']).not.toEqual(before._links['self'])
})

test('offers a stranger no way to be seen, and nobody else to see', async () => {
  const { applicationOf, tokenFor } = await listening({ meetings })

  const { _embedded: embedded } = await applicationOf(await tokenFor(stranger), 'a')

  expect([embedded['me'], embedded['people']].map((resource) => Object.keys(resource?._links ?? {}))).toEqual([
    ['self'],
    ['self'],
  ])
})

test.each([
  ['POST', 'makeMeAvailable'],
  ['POST', 'reportMyActivity'],
  ['GET', 'myContacts'],
] as const)('refuses a stranger the %s of %s', async (method, name) => {
  const { applicationOf, tokenFor, url } = await listening({ meetings })
  const token = await tokenFor(stranger)
  const { id: application } = await applicationOf(token, 'a')
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const href = new URL(fill(paths[name], { application }), url)

  const response = await fetch(href, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })

  expect([response.status, await response.json()]).toMatchObject([
    403,
    { code: 'Forbidden', subcode: 'AnonymousNotAllowed' },
  ])
})

test.each(['sip:tosh@contoso.com', conferenceUri])('lets a stranger invite %s', async (to) => {
  const { applicationOf, post, tokenFor } = await listening({ meetings })
  const token = await tokenFor(stranger)
  const { _embedded: embedded } = await applicationOf(token, 'a')
  const href = embedded['communication']?._links['startMessaging']?.href ?? ''

  expect((await post(href, token, { to, operationId: '1' })).status).toBe(201)
})

test('[startMessaging2.error.403] lets a stranger invite nobody outside her conference', async () => {
  const { applicationOf, post, tokenFor } = await listening({ meetings })
  const token = await tokenFor(stranger)
  const { _embedded: embedded } = await applicationOf(token, 'a')
  const href = embedded['communication']?._links['startMessaging']?.href ?? ''

  const response = await post(href, token, { to: 'sip:lene@contoso.com', operationId: '1' })

  expect([response.status, await response.json()]).toMatchObject([403, { code: 'Forbidden' }])
})
