import { describe, expect, test } from 'vitest'
import { listenBy, rawRequest, schemes, type Scheme } from './rawWire.ts'
import { linkIn, readRaw, users } from './rawUser.ts'

const hosts = ['lyncdiscoverinternal.contoso.com', 'lyncdiscover.contoso.com:8443', '127.0.0.1:8080', '[::1]:8080']

describe.each(schemes)('hosts and discovery over %s', (scheme) => {
  const asked = async (path: string, host: string, headers: Readonly<Record<string, string>> = {}) => {
    const { url } = await listenBy(scheme, { users })
    return rawRequest(url + path, { headers: { host, ...headers } })
  }

  test.each(hosts)('the root is at %s', async (host) => {
    const answer = await asked('/', host)

    expect([answer.status, linkIn(readRaw(answer), 'self')]).toEqual([200, `${scheme}://${host}/`])
  })

  test.each(hosts)('the XFrame page is at %s', async (host) => {
    const answer = await asked('/xframe', host)

    expect([answer.status, answer.header('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })

  test.each(hosts)('root, user, XFrame, token service and applications are all at %s', async (host) => {
    const root = readRaw(await asked('/', host))
    const userPath = new URL(linkIn(root, 'user')).pathname
    const challenge = (await asked(userPath, host)).values('www-authenticate').join()
    const user = readRaw(await asked(userPath, host, { authorization: 'Bearer cwt=tosh' }))

    const links = [
      ...Object.values(root._links).map(({ href }) => href),
      ...Object.values(user._links).map(({ href }) => href),
      /MsRtcOAuth href="([^"]*)"/.exec(challenge)?.[1] ?? '',
    ]

    expect(Object.keys(root._links)).toEqual(['self', 'user', 'xframe'])
    expect(Object.keys(user._links)).toEqual(['self', 'applications', 'xframe'])
    expect(new Set(links.map((href) => new URL(href).origin))).toEqual(new Set([`${scheme}://${host}`]))
  })

  test('the links are absolute', async () => {
    const { url } = await listenBy(scheme)

    const root = readRaw(await rawRequest(url))

    expect([linkIn(root, 'self'), linkIn(root, 'xframe')]).toEqual([`${url}/`, `${url}/xframe`])
  })

  test('nothing shown before signing in has a link applications', async () => {
    const { url } = await listenBy(scheme)
    const root = await rawRequest(url)
    const user = await rawRequest(linkIn(readRaw(root), 'user'))
    const page = await rawRequest(linkIn(readRaw(root), 'xframe'))

    expect([root, user, page].map(({ text }) => text.includes('applications'))).toEqual([false, false, false])
  })
})

const everyGrant = {
  users: [{ ...users[0], uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'x', integrated: true, passive: true }],
  meetings: [{ conferenceUri: 'sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C', conferenceKey: 'key' }],
}

describe.each(schemes)('signing in over %s', (scheme) => {
  const atTheDoor = async (by: Scheme) => {
    const { url } = await listenBy(by, everyGrant)
    const user = linkIn(readRaw(await rawRequest(url)), 'user')
    const refused = await rawRequest(user)
    const service = /MsRtcOAuth href="([^"]*)"/.exec(refused.values('www-authenticate').join())?.[1] ?? ''
    return { url, user, refused, service }
  }

  test('the 401 has two challenges, each a header of its own', async () => {
    const { url, refused } = await atTheDoor(scheme)

    expect([refused.status, refused.values('www-authenticate')]).toEqual([
      401,
      [
        expect.stringMatching(/^Bearer trusted_issuers="[^"]+", client_id="[^"]+"$/),
        `MsRtcOAuth href="${url}/WebTicket/oauthtoken",grant_type="urn:microsoft.rtc:windows,urn:microsoft.rtc:passive,urn:microsoft.rtc:anonmeeting,password"`,
      ],
    ])
  })

  test('no challenge is Negotiate', async () => {
    const { refused } = await atTheDoor(scheme)

    expect(refused.values('www-authenticate').join()).not.toMatch(/Negotiate|NTLM|Kerberos/i)
  })

  test.each([
    "application/x-www-form-urlencoded;charset='UTF-8'",
    'application/x-www-form-urlencoded;charset=UTF-8',
    'application/x-www-form-urlencoded',
  ])('the token service takes a form of type %s', async (contentType) => {
    const { service } = await atTheDoor(scheme)

    const answer = await rawRequest(service, {
      method: 'POST',
      headers: { 'Content-Type': contentType },
      body: 'grant_type=password&username=tosh%40contoso.com&password=x',
    })

    expect([answer.status, readRaw(answer)['token_type']]).toEqual([200, 'Bearer'])
  })

  test('a token that was preset is good', async () => {
    const { user } = await atTheDoor(scheme)

    expect((await rawRequest(user, { headers: { authorization: 'Bearer cwt=tosh' } })).status).toBe(200)
  })
})
