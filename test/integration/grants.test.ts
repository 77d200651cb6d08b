import { expect, test } from 'vitest'
import { anonymousMeeting } from '../../src/transport/anonymousMeeting.ts'
import { passive } from '../../src/transport/passive.ts'
import { windows } from '../../src/transport/windows.ts'
import { loopback, rejection, virtualWorld } from './world.ts'

const tosh = { uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'pass@word1' }
const conferenceUri = 'sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C'

test('who is proved by the transport signs in with nothing else', async () => {
  const { online } = await loopback({ users: [{ ...tosh, integrated: true }] })
  const client = await online('tosh', { credentials: windows() })
  expect(client.status$.getSnapshot()).toEqual({ state: 'available' })
})

test('who signs in at the page is available afterwards', async () => {
  const { control, online, url } = await loopback({ users: [{ ...tosh, passive: true }] })
  const pages: string[] = []
  const signIn = (page: string) => {
    pages.push(page)
    control.signInAtPage('tosh@contoso.com')
    return Promise.resolve()
  }
  const client = await online('tosh', { credentials: passive({ signIn }) })
  expect([client.status$.getSnapshot(), pages]).toEqual([{ state: 'available' }, [`${url}/sts/form`]])
})

test.each([
  ['closes the page', () => Promise.reject(new Error('closed')), 'sign_in_abandoned'],
  ['is still unknown after the page', () => Promise.resolve(), 'invalid_grant'],
])('who %s is told so', async (_, signIn, error) => {
  const { client } = await loopback({ users: [{ ...tosh, passive: true }] })
  const one = client('tosh', { credentials: passive({ signIn }) })
  expect(await rejection(one.connect())).toMatchObject({ name: 'SignInFailed', error })
  expect(one.status$.getSnapshot()).toMatchObject({ state: 'ended', reason: { name: 'TokenRefused', error } })
})

test('who is still unknown after the page is told what may be the cause', async () => {
  const { client } = await loopback({ users: [{ ...tosh, passive: true }] })
  const one = client('tosh', { credentials: passive({ signIn: () => Promise.resolve() }) })
  expect(String(await rejection(one.connect()))).toMatch(
    /she has not signed in there, or her browser blocks cookies of other sites\)$/,
  )
})

test('who has closed the page is sent there again by the next connect', async () => {
  const world = virtualWorld({ users: [{ ...tosh, passive: true }] })
  let asked = 0
  const signIn = () => {
    asked += 1
    if (asked === 1) return Promise.reject(new Error('closed'))
    world.control.signInAtPage('tosh@contoso.com')
    return Promise.resolve()
  }
  const client = world.client('tosh', { credentials: passive({ signIn }) })
  await rejection(client.connect())
  await expect(client.connect()).resolves.toBeUndefined()
})

test.each([
  ['windows', windows()],
  ['passive', passive({ signIn: () => Promise.resolve() })],
  ['anonymousMeeting', anonymousMeeting({ conferenceUri, conferenceKey: 'key' })],
])('a server that does not offer the grant of %s is not asked', async (_, credentials) => {
  const world = virtualWorld()
  const client = world.client('tosh', { credentials })
  expect(await rejection(client.connect())).toMatchObject({ name: 'SignInFailed', error: 'unsupported_grant_type' })
  expect(world.http.operations()).not.toContain('token')
})
