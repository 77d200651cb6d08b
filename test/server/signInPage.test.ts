import { describe, expect, test } from 'vitest'
import { listenBy, rawRequest, schemes, type Scheme } from './rawWire.ts'

const tosh = { uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'x', passive: true }
const lene = { uri: 'sip:lene@contoso.com', name: 'Lene', password: 'y' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

const atTheDoor = async (scheme: Scheme) => {
  const { server, url } = await listenBy(scheme, { users: [tosh, lene] })
  const askForToken = async (cookie?: string) => {
    const answer = await rawRequest(`${url}/webticket/oauthtoken`, {
      method: 'POST',
      headers: { ...form, ...(cookie === undefined ? {} : { cookie }) },
      body: new URLSearchParams({ grant_type: 'urn:microsoft.rtc:passive' }).toString(),
    })
    return { status: answer.status, ...(JSON.parse(answer.text) as Readonly<Record<string, unknown>>) }
  }
  const page = String(((await askForToken()) as Readonly<Record<string, unknown>>)['ms_rtc_passiveauthuri'])
  const submit = (username: string, password: string) =>
    rawRequest(page, { method: 'POST', headers: form, body: new URLSearchParams({ username, password }).toString() })
  const signIn = async () => (await submit('tosh@contoso.com', 'x')).header('set-cookie') ?? ''
  return { server, askForToken, page, submit, signIn }
}

const cookieIn = (header: string) => header.split(';', 1)[0] ?? ''

describe.each(schemes)('the page of the passive grant over %s', (scheme) => {
  test('shows a form', async () => {
    const { page } = await atTheDoor(scheme)

    const answer = await rawRequest(page)

    expect([answer.status, answer.header('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.text).toContain('<form method="post"')
  })

  test('gives whoever signs in a cookie by which the token request succeeds', async () => {
    const { askForToken, signIn } = await atTheDoor(scheme)

    expect(await askForToken(`other=1; ${cookieIn(await signIn())}`)).toMatchObject({
      status: 200,
      token_type: 'Bearer',
    })
  })

  test('signs nobody in whose browser has no cookie', async () => {
    const { askForToken, signIn } = await atTheDoor(scheme)
    await signIn()

    expect(await askForToken()).toMatchObject({ status: 400, error: 'invalid_grant' })
  })

  test.each([
    ['a wrong password', 'tosh@contoso.com', 'y'],
    ['an unknown user', 'nobody@contoso.com', 'x'],
    ['a user of another grant', 'lene@contoso.com', 'y'],
  ])('gives no cookie for %s', async (_, username, password) => {
    const { submit } = await atTheDoor(scheme)

    const answer = await submit(username, password)

    expect([answer.status, answer.header('set-cookie')]).toEqual([403, undefined])
    expect(answer.text).toContain('<form')
  })

  test('forgets the cookies of whom the control handle signs out', async () => {
    const { askForToken, server, signIn } = await atTheDoor(scheme)
    const cookie = cookieIn(await signIn())

    server.control.signOutAtPage('tosh@contoso.com')

    expect(await askForToken(cookie)).toMatchObject({ status: 400 })
  })
})

test('keeps its cookie to the site where that cannot be secret', async () => {
  const { signIn } = await atTheDoor('http')

  expect(await signIn()).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
})

test('has its cookie brought from pages of other sites by HTTPS', async () => {
  const { signIn } = await atTheDoor('https')

  expect(await signIn()).toMatch(/; Path=\/; HttpOnly; SameSite=None; Secure$/)
})
