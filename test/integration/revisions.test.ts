import { taskEither as TE } from 'fp-ts'
import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import type { Http, HttpResponse } from '../../src/transport/http.ts'
import { nextInvitation, rejection, virtualWorld } from './world.ts'

const customContent = { mediaType: 'application/sdp', text: 'v=0' }

/** What a server has announced of its revisions is told otherwise. */
const announcing =
  (http: Http, attribute: string): Http =>
  (request, signal) =>
    TE.map((response: HttpResponse) => ({
      ...response,
      text: response.text.replaceAll('"revision":"2"', attribute),
    }))(http(request, signal))

test.each([
  ['nothing', '"other":"2"'],
  ['revision 1', '"revision":"1"'],
  ['rev 2', '"rev":"2"'],
])('custom content is sent where the link announces %s', async (_, attribute) => {
  const world = virtualWorld()
  const tosh = await world.online('tosh', { http: announcing(world.http, attribute), format: json() })
  const lene = await world.online('lene')
  const ringing = nextInvitation(lene)

  tosh.startMessaging({ to: 'sip:lene@contoso.com', customContent })
  await world.settle()

  expect((await ringing).customContent).toEqual(customContent)
})

test('an instanceId is sent where the link announces no revision', async () => {
  const world = virtualWorld()
  await world.online('tosh', { http: announcing(world.http, '"other":"2"'), format: json(), instanceId: 'tab' })

  const { body, headers } = world.http.requests.find(({ operation }) => operation === 'applications') ?? {}
  expect([body, headers]).toEqual([
    expect.stringContaining('"instanceId":"tab"'),
    expect.objectContaining({ 'X-MS-RequiresMinResourceVersion': '2' }),
  ])
})

test('a server that does not know of several instances refuses the sign-in', async () => {
  const world = virtualWorld()
  const body = { code: 'NotFound', subcode: 'APIVersionNotSupported' }
  world.control.intercept({ link: 'applications' }, { status: 404, body })
  const tosh = world.client('tosh', { instanceId: 'tab' })

  expect(await rejection(tosh.connect())).toMatchObject({ name: 'SignInFailed', failure: body })
})
