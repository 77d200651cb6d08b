import { describe, expect, test } from 'vitest'
import { operations } from '../../src/protocol/operation.ts'
import { scopesFor, type Scope } from '../../src/protocol/scope.ts'
import { paths } from '../../src/server/paths.ts'
import { findRoute } from '../../src/server/routes.ts'
import { ask, serverOnVirtualClock, tokenFor } from './wireClient.ts'

const lene = { uri: 'sip:lene@contoso.com', name: 'Lene', password: 'pass@word1' }

const withScopes = async (scopes: readonly Scope[] | undefined) => {
  const users = [{ ...lene, ...(scopes === undefined ? {} : { scopes }) }]
  const { server } = serverOnVirtualClock({ users })
  const token = await tokenFor(server, lene.uri)
  return (method: string, href: string, accept = 'application/json') =>
    ask(server, method, href, { token, headers: { accept } })
}

const refusal = (...needed: readonly Scope[]) => ({
  code: 'Forbidden',
  message: `The token has none of the scopes ${needed.join(', ')}.`,
})

const served = Object.values(operations).flatMap(({ rel, method }) =>
  Object.values(paths)
    .map((path) => path.replaceAll(/:[a-z]+/g, '1'))
    .filter((path) => findRoute(path)?.methods.get(method)?.link === rel)
    .map((path) => ({ rel, method, path, needed: scopesFor(rel) })),
)

describe.each(served.filter(({ needed }) => needed.length > 0))('$method $rel', ({ method, path, needed }) => {
  test('is refused to a token without its scopes', async () => {
    const request = await withScopes([])
    const answer = await request(method, path)
    expect([answer.status, answer.json]).toEqual([403, refusal(...needed)])
  })

  test.each(needed)('takes a token with %s', async (scope) => {
    const request = await withScopes([scope])
    expect((await request(method, path)).status).toBe(404)
  })
})

test.each(served.filter(({ needed }) => needed.length === 0))('$method $rel needs no scope', async (operation) => {
  const request = await withScopes([])
  expect((await request(operation.method, operation.path)).status).not.toBe(403)
})

test('a token that comes without scopes may do all', async () => {
  const request = await withScopes(undefined)
  expect((await request('POST', paths.startMessaging.replace(':application', '1'))).status).toBe(404)
})

test('a GET needs a scope of its resource', async () => {
  const request = await withScopes(['User.ReadWrite'])
  const href = paths.messaging.replaceAll(/:[a-z]+/g, '1')
  const answer = await request('GET', href)
  expect([answer.status, answer.json]).toEqual([403, refusal('Conversations.Initiate', 'Conversations.Receive')])
})

test('who has no token is challenged first', async () => {
  const { server } = serverOnVirtualClock()
  const answer = await ask(server, 'POST', paths.startMessaging.replace(':application', '1'))
  expect(answer.status).toBe(401)
})
