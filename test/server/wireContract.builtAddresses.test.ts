import { describe, expect, test } from 'vitest'
import { builtByClients, paths } from '../../src/server/paths.ts'
import { bodyOf, linkIn, nextMessage, rawConversation, rawWorld, readRaw } from './rawUser.ts'
import { listenBy, rawRequest, schemes } from './rawWire.ts'

const json = 'application/json'
const text = 'text/plain'

describe.each(schemes)('an address that clients build over %s', (scheme) => {
  test('gives tokens at the well-known place', async () => {
    const { url } = await listenBy(scheme)

    const answer = await rawRequest(`${url}/WebTicket/oauthtoken`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: 'grant_type=password&username=tosh%40contoso.com&password=pass%40word1',
    })

    expect([answer.status, readRaw(answer)['token_type']]).toEqual([200, 'Bearer'])
  })

  test('shows the user at the well-known place', async () => {
    const { url, lurk } = await rawWorld(scheme)
    const tosh = await lurk('tosh')

    const answer = await tosh.ask('/Autodiscover/AutodiscoverService.svc/root/oauth/user')

    expect([answer.status, linkIn(readRaw(answer), 'applications')]).toEqual([200, url + paths.applications])
  })

  test('takes an application, and makes available by its id', async () => {
    const { lurk } = await rawWorld(scheme)
    const tosh = await lurk('tosh')
    const input = JSON.stringify({ UserAgent: 'a', EndpointId: 'b', Culture: 'en-US' })

    const created = await tosh.post('/ucwa/oauth/v1/applications', input, json)
    const id = String(readRaw(created)['id'])
    const available = await tosh.post(
      `/ucwa/oauth/v1/applications/${id}/me/makeMeAvailable`,
      '{"SupportedModalities":["Messaging"]}',
      json,
    )

    expect([created.status, available.status]).toEqual([201, 204])
  })

  test('takes reports of activity below the application, with a slash too many', async () => {
    const { url, signIn } = await rawWorld(scheme)
    const { application, post } = await signIn('tosh')

    const answer = await post(`${url}/${linkIn(application, 'self')}/reportMyActivity`, 'null', json)

    expect(answer.status).toBe(204)
  })

  test('takes messages and typing below messaging', async () => {
    const { tosh, toshs } = await rawConversation(scheme)
    const messaging = linkIn(toshs, 'self')

    const said = await tosh.post(`${messaging}/messages?OperationContext=1`, 'Hello', text)
    const typed = await tosh.post(`${messaging}/typing`)

    expect([said.status, typed.status]).toEqual([201, 204])
  })

  test('takes messages where a message is, and one step above', async () => {
    const { tosh, lene, toshs } = await rawConversation(scheme)
    await tosh.post(linkIn(toshs, 'sendMessage'), 'Hello', text)
    const event = await nextMessage(lene)
    const self = linkIn(bodyOf('message', { _links: {}, sender: [{ rel: '', href: '', events: [event] }] }), 'self')

    const answers = [await lene.post(self, 'one', text), await lene.post(self.replace(/\/[^/]*$/, ''), 'two', text)]

    expect(answers.map(({ status }) => status)).toEqual([201, 201])
  })
})

test('no link leads to an address that only clients build', async () => {
  const { lurk } = await rawWorld('http')
  const { ask, application } = await lurk('tosh')
  const root = readRaw(await ask('/'))
  const user = readRaw(await ask(linkIn(root, 'user')))
  const built = Object.values(builtByClients).map((path) => new RegExp(`^${path.replaceAll(/:[a-z]+/g, '[^/]+')}$`))

  const hrefs = [...JSON.stringify([root, user, application]).matchAll(/"href":"([^"]*)"/g)].map(
    ([, href = '']) => href,
  )
  const places = hrefs.map((href) => new URL(href, 'http://pool.contoso.com').pathname)

  expect(places).toContain(paths.applications)
  expect(places.filter((place) => built.some((path) => path.test(place)))).toEqual([])
})
