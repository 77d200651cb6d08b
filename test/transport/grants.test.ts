import { either as E } from 'fp-ts'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { anonymousMeeting, isAnonymous } from '../../src/transport/anonymousMeeting.ts'
import { tokenRefused, type Credentials } from '../../src/transport/credentials.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { passive } from '../../src/transport/passive.ts'
import { windows } from '../../src/transport/windows.ts'
import { fakeHttp, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const me = 'https://pool.contoso.com/me'
const service = 'https://pool.contoso.com/WebTicket/oauthtoken'
const page = 'https://sts.contoso.com/adfs/ls?wa=1'
const conferenceUri = 'sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C'
const all = 'urn:microsoft.rtc:windows,urn:microsoft.rtc:passive,urn:microsoft.rtc:anonmeeting'
const { signal } = new AbortController()

const asking = (grants = all): Reply =>
  reply(401, '', { 'www-authenticate': `MsRtcOAuth href="${service}",grant_type="${grants}"` })
const issued = (value: string): Reply => resource({ access_token: value })
const toPage = (to = page): Reply => resource({ error: 'invalid_grant', ms_rtc_passiveauthuri: to }, 400)
const ok = resource({})

const meeting = (answers: readonly Reply[], tokens: readonly Reply[], credentials: Credentials) => {
  const clock = virtualClock()
  const http = fakeHttp({ [`GET ${me}`]: answers, [`POST ${service}`]: tokens }, clock)
  const exchange = createExchange({ http, format: json(), clock, credentials, signInDomain: 'contoso.com' })
  const read = (life = signal) => exchange({ operation: 'me', method: 'GET', url: me }, life)()
  const forms = () =>
    http.requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => Object.fromEntries(new URLSearchParams(body)))
  return { clock, http, read, forms }
}

const signedInThere = () => {
  const pages: string[] = []
  const credentials = passive({
    signIn: (uri) => {
      pages.push(uri)
      return Promise.resolve()
    },
  })
  return { pages, credentials }
}

test.each<[string, Credentials]>([
  ['windows', windows()],
  ['passive', signedInThere().credentials],
  ['anonymousMeeting', anonymousMeeting({ conferenceUri, conferenceKey: 'key' })],
])('%s sends nothing where its grant is not offered', async (_, credentials) => {
  const { http, read } = meeting([asking('password')], [], credentials)
  expect(await read()).toEqual(E.left(tokenRefused('unsupported_grant_type', 'offered: password')))
  expect(http.seen()).toEqual([`GET ${me}`])
})

test('windows asks with the grant alone', async () => {
  const { forms, read } = meeting([asking(), ok], [issued('cwt=a')], windows())
  expect(await read()).toMatchObject({ right: { status: 200 } })
  expect(forms()).toEqual([{ grant_type: 'urn:microsoft.rtc:windows' }])
})

test('windows asks no second time what was refused for good', async () => {
  const { forms, read } = meeting([asking(), asking()], [resource({ error: 'invalid_grant' }, 400)], windows())
  expect([await read(), await read()]).toEqual([
    E.left(tokenRefused('invalid_grant')),
    E.left(tokenRefused('invalid_grant')),
  ])
  expect(forms().length).toBe(1)
})

test('windows is Refused where the transport has proved nobody', async () => {
  const { read } = meeting([asking()], [reply(401, '', { 'www-authenticate': 'Negotiate' })], windows())
  expect(await read()).toMatchObject({ left: { name: 'Refused', operation: 'token', status: 401 } })
})

describe('passive', () => {
  test('sends the user to the page before it repeats the request', async () => {
    const { pages, credentials } = signedInThere()
    const { forms, read } = meeting([asking(), ok], [toPage(), issued('cwt=a')], credentials)
    expect(await read()).toMatchObject({ right: { status: 200 } })
    expect(pages).toEqual([page])
    expect(forms()).toEqual([{ grant_type: 'urn:microsoft.rtc:passive' }, { grant_type: 'urn:microsoft.rtc:passive' }])
  })

  test('leaves the user alone while the page knows her', async () => {
    const { pages, credentials } = signedInThere()
    const { read } = meeting([asking(), ok], [issued('cwt=a')], credentials)
    await read()
    expect(pages).toEqual([])
  })

  test('asks the user once for several requests', async () => {
    const { pages, credentials } = signedInThere()
    const { read } = meeting([asking(), asking(), ok, ok], [toPage(), issued('cwt=a')], credentials)
    const outcomes = await Promise.all([read(), read()])
    expect(outcomes.every(E.isRight)).toBe(true)
    expect(pages).toEqual([page])
  })

  test('is TokenRefused as the service says where it asks for no page after the callback', async () => {
    const answers = [toPage(), resource({ error: 'server_error', error_description: 'down' }, 400)]
    const { read } = meeting([asking()], answers, signedInThere().credentials)
    expect(await read()).toEqual(E.left(tokenRefused('server_error', 'down')))
  })

  test('tells what the service says, and what may be the cause, where it still asks for the page', async () => {
    const still = resource({ error: 'invalid_grant', error_description: 'who?', ms_rtc_passiveauthuri: page }, 400)
    const { read } = meeting([asking()], [toPage(), still], signedInThere().credentials)
    expect(await read()).toMatchObject({
      left: { description: expect.stringMatching(/^who\?; the sign-in page /) as string },
    })
  })

  test('is TokenRefused when the user is unknown after the callback', async () => {
    const { read } = meeting([asking()], [toPage(), toPage()], signedInThere().credentials)
    expect(await read()).toEqual(
      E.left(
        tokenRefused(
          'invalid_grant',
          'the sign-in page has not made the user known: she has not signed in there, or her browser blocks cookies of other sites',
        ),
      ),
    )
  })

  test.each([
    ['rejects', () => Promise.reject(new Error('closed the window'))],
    [
      'throws',
      () => {
        throw new Error('closed the window')
      },
    ],
  ])('is TokenRefused when the callback %s', async (_, signIn) => {
    const { forms, read } = meeting([asking()], [toPage()], passive({ signIn }))
    expect(await read()).toEqual(E.left(tokenRefused('sign_in_abandoned')))
    expect(forms().length).toBe(1)
  })

  test('is TokenRefused as the service says where it names no page', async () => {
    const { pages, credentials } = signedInThere()
    const { read } = meeting([asking()], [resource({ error: 'server_error' }, 400)], credentials)
    expect(await read()).toEqual(E.left(tokenRefused('server_error')))
    expect(pages).toEqual([])
  })

  test('asks a user who has refused no second time', async () => {
    let asked = 0
    const signIn = () => {
      asked += 1
      return Promise.reject(new Error('closed the window'))
    }
    const { read } = meeting([asking(), asking()], [toPage()], passive({ signIn }))
    await read()
    expect(await read()).toEqual(E.left(tokenRefused('sign_in_abandoned')))
    expect(asked).toBe(1)
  })

  test.each([
    ['a script', 'javascript:alert(1)'],
    ['plain HTTP', 'http://sts.contoso.com/'],
    ['no URL', 'adfs'],
  ])('hands no page on that is %s', async (_, to) => {
    const { pages, credentials } = signedInThere()
    const { read } = meeting([asking()], [toPage(to)], credentials)
    expect(await read()).toEqual(E.left(tokenRefused('unusable_sign_in_page')))
    expect(pages).toEqual([])
  })

  test('aborts the signal of the callback when nobody waits any more', async () => {
    const signals: AbortSignal[] = []
    const signIn = (_: string, life: AbortSignal) => {
      signals.push(life)
      return new Promise<void>((resolve) => life.addEventListener('abort', () => resolve()))
    }
    const { forms, read } = meeting([asking()], [toPage()], passive({ signIn }))
    const controller = new AbortController()
    const outcome = read(controller.signal)
    await drain()
    controller.abort()
    expect(await outcome).toMatchObject({ left: { name: 'Aborted' } })
    await drain()
    expect([signals.map(({ aborted }) => aborted), forms().length]).toEqual([[true], 1])
  })

  test('shows the page in no failure', async () => {
    const { read } = meeting([asking()], [toPage(), toPage()], signedInThere().credentials)
    expect(inspect(await read(), { depth: 9 })).not.toContain('sts.contoso.com')
  })
})

describe('anonymousMeeting', () => {
  test.each([
    ['the conference URI', { conferenceUri, conferenceKey: 'key' }],
    ['organizer with conference id', { organizer: 'tosh@contoso.com', conferenceId: '4Q1B2C', conferenceKey: 'key' }],
    ['organizer by URI', { organizer: 'sip:tosh@contoso.com', conferenceId: '4Q1B2C', conferenceKey: 'key' }],
  ])('asks with the key for %s', async (_, options) => {
    const { forms, read } = meeting([asking(), ok], [issued('cwt=a')], anonymousMeeting(options))
    expect(await read()).toMatchObject({ right: { status: 200 } })
    expect(forms()).toEqual([
      { grant_type: 'urn:microsoft.rtc:anonmeeting', password: 'key', ms_rtc_conferenceuri: conferenceUri },
    ])
  })

  test('shows the old token when it renews', async () => {
    const credentials = anonymousMeeting({ conferenceUri, conferenceKey: 'key' })
    const { forms, read } = meeting([asking(), ok, asking(), ok], [issued('cwt=a'), issued('cwt=b')], credentials)
    await read()
    await read()
    expect(forms()[1]).toMatchObject({ ms_rtc_conferenceuri: conferenceUri, ms_rtc_renew: 'cwt=a' })
  })

  test('sends a wrong key once', async () => {
    const credentials = anonymousMeeting({ conferenceUri, conferenceKey: 'key' })
    const { forms, read } = meeting([asking(), asking()], [resource({ error: 'invalid_grant' }, 400)], credentials)
    await read()
    expect(await read()).toEqual(E.left(tokenRefused('invalid_grant')))
    expect(forms().length).toBe(1)
  })

  test.each([
    ['its key', 's3cret'],
    ['its old token', 'cwt=a'],
  ])('leaves %s out of a failure that echoes it', async (_, echo) => {
    const credentials = anonymousMeeting({ conferenceUri, conferenceKey: 's3cret' })
    const echoing = resource({ error: 'invalid_grant', error_description: `not ${echo}` }, 400)
    const { read } = meeting([asking(), ok, asking()], [issued('cwt=a'), echoing], credentials)
    await read()
    expect(await read()).toEqual(E.left(tokenRefused('refused')))
  })

  test.each([
    ['SIPS:tosh@contoso.com', 'SIPS:tosh@contoso.com'],
    ['gossip:1@contoso.com', 'sip:gossip:1@contoso.com'],
  ])('takes the organizer %s for %s', async (organizer, uri) => {
    const credentials = anonymousMeeting({ organizer, conferenceId: '4Q1B2C', conferenceKey: 'key' })
    const { forms, read } = meeting([asking(), ok], [issued('cwt=a')], credentials)
    await read()
    expect(forms()).toMatchObject([{ ms_rtc_conferenceuri: `${uri};gruu;opaque=app:conf:focus:id:4Q1B2C` }])
  })

  test('makes a guest, as nothing else does', () => {
    const guest = anonymousMeeting({ conferenceUri, conferenceKey: 'key' })
    expect([guest, windows(), signedInThere().credentials].map(isAnonymous)).toEqual([true, false, false])
  })

  test('shows its key neither to JSON nor to inspect', () => {
    const credentials = anonymousMeeting({ conferenceUri, conferenceKey: 's3cret' })
    expect(JSON.stringify(credentials) + inspect(credentials, { depth: 9, showHidden: true })).not.toContain('s3cret')
  })
})
