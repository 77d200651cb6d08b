import { expect, onTestFinished, test } from 'vitest'
import { createServer, type ServerOptions } from '../../src/server/index.ts'
import { virtualClock } from '../support/virtualClock.ts'

/** A server on a real socket. */
const listening = async (options: ServerOptions = {}) => {
  const server = createServer(options)
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  return { server, url }
}

interface Resource {
  readonly _links: Readonly<Record<string, { readonly href: string } | undefined>>
}

const linksOf = async (response: Response) => {
  const { _links: links } = (await response.json()) as Resource
  return Object.fromEntries(Object.entries(links).map(([rel, link]) => [rel, link?.href]))
}

/** Signs in as a client does that knows only the address of the server. */
const userUrl = async (url: string): Promise<string> => (await linksOf(await fetch(url)))['user'] ?? ''

const tokenHref = async (url: string): Promise<string> => {
  const refused = await fetch(await userUrl(url))
  return /MsRtcOAuth href="([^"]*)"/.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? ''
}

const askToken = async (url: string, form: Readonly<Record<string, string>>, type?: string) =>
  fetch(await tokenHref(url), {
    method: 'POST',
    headers: { 'content-type': type ?? 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: new URLSearchParams(form).toString(),
  })

const password = { grant_type: 'password', username: 'tosh@contoso.com', password: 'pass@word1' }

test('answers the root with links to the host that was asked', async () => {
  const { url } = await listening()

  const links = await linksOf(await fetch(`${url}/`))

  expect(links['self']).toBe(`${url}/`)
  expect(links['user']).toMatch(new RegExp(`^${url}/`))
  expect(links['applications']).toBeUndefined()
})

test('says of the root and of the user what they are', async () => {
  const { url } = await listening({
    users: [{ uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'x', token: 'cwt=tosh' }],
  })

  const root = await fetch(`${url}/`)
  const user = await fetch(await userUrl(url), { headers: { Authorization: 'Bearer cwt=tosh' } })

  expect([await root.json(), await user.json()]).toMatchObject([{ rel: 'root' }, { rel: 'user' }])
})

test('answers the root under any host name', async () => {
  const server = createServer()
  onTestFinished(() => server.close())

  const answer = await server.handle({
    method: 'GET',
    url: 'https://lyncdiscover.fabrikam.com:4443/',
    headers: {},
    body: '',
  })

  expect('body' in answer && answer.body).toContain('"https://lyncdiscover.fabrikam.com:4443/')
})

test('challenges whoever asks for the user without a token', async () => {
  const { url } = await listening()

  const response = await fetch(await userUrl(url))

  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toBe('text/html')
  const challenges = response.headers.get('www-authenticate') ?? ''
  expect(challenges).toMatch(/Bearer trusted_issuers="[^"]+", client_id="[^"]+"/)
  expect(challenges).toMatch(new RegExp(`MsRtcOAuth href="${url}/[^"]+",grant_type="password"`))
  expect(challenges).not.toMatch(/Negotiate|NTLM/i)
})

test('sends the challenges as two headers', async () => {
  const server = createServer()
  onTestFinished(() => server.close())

  const answer = await server.handle({
    method: 'GET',
    url: 'http://pool/discovery/service.svc/who',
    headers: {},
    body: '',
  })

  expect('headers' in answer && answer.headers['WWW-Authenticate']).toHaveLength(2)
})

test('gives a token for a password', async () => {
  const { url } = await listening()

  const response = await askToken(url, password)

  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    access_token: expect.stringMatching(/^cwt=/) as string,
    expires_in: 28_800,
    ms_rtc_identityscope: 'local',
    token_type: 'Bearer',
  })
})

test('takes a form whose charset stands in apostrophes', async () => {
  const { url } = await listening()

  const response = await askToken(url, password, "application/x-www-form-urlencoded;charset='UTF-8'")

  expect(response.status).toBe(200)
})

test.each([
  ['a wrong password', { ...password, password: 'guess' }, 'invalid_grant'],
  ['an unknown user', { ...password, username: 'nobody@contoso.com' }, 'invalid_grant'],
  ['another grant', { grant_type: 'urn:microsoft.rtc:windows' }, 'unsupported_grant_type'],
  ['no grant', { username: 'tosh@contoso.com' }, 'invalid_request'],
  ['no password', { grant_type: 'password', username: 'tosh@contoso.com' }, 'invalid_request'],
])('refuses %s at the token service', async (_, form, error) => {
  const { url } = await listening()

  const response = await askToken(url, form)

  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({ error })
})

test('refuses a token request that is no form', async () => {
  const { url } = await listening()

  const response = await askToken(url, password, 'application/json')

  expect(await response.json()).toEqual({ error: 'invalid_request' })
})

test('finds the token service whatever the letter case of its path', async () => {
  const { url } = await listening()
  const href = await tokenHref(url)

  const response = await fetch(href.toLowerCase(), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(password).toString(),
  })

  expect(response.status).toBe(200)
})

const askUser = async (url: string, token: string) =>
  fetch(await userUrl(url), { headers: { authorization: `Bearer ${token}` } })

test('shows who has a token where to create applications', async () => {
  const { url } = await listening()
  const { access_token: token } = (await (await askToken(url, password)).json()) as { access_token: string }

  const links = await linksOf(await askUser(url, token))

  expect(Object.keys(links)).toEqual(['self', 'applications', 'xframe'])
  expect(links['applications']).toMatch(new RegExp(`^${url}/`))
})

test('takes a token that was preset', async () => {
  const { url } = await listening({
    users: [{ uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'x', token: 'cwt=preset' }],
  })

  expect((await askUser(url, 'cwt=preset')).status).toBe(200)
})

test('challenges an unknown token', async () => {
  const { url } = await listening()

  const response = await askUser(url, 'cwt=guess')

  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toContain('MsRtcOAuth')
})

test('challenges a token after its lifetime', async () => {
  const clock = virtualClock()
  const { url } = await listening({ clock })
  const { access_token: token } = (await (await askToken(url, password)).json()) as { access_token: string }
  await clock.advance(8 * 3_600_000 - 1)
  const before = await askUser(url, token)

  await clock.advance(1)

  expect(before.status).toBe(200)
  expect((await askUser(url, token)).status).toBe(401)
})

test('challenges a token that the control handle has expired', async () => {
  const { server, url } = await listening()
  const { access_token: token } = (await (await askToken(url, password)).json()) as { access_token: string }

  server.control.expireToken('tosh@contoso.com')

  expect((await askUser(url, token)).status).toBe(401)
})
