import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { updateCommunication, type CommunicationChanges } from '../../src/runtime/updateCommunication.ts'
import { breaks, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { partsOf } from './fakeSession.ts'

const href = 'https://pool.contoso.com/communication'
const changes: CommunicationChanges = { conversationHistory: 'Enabled', phoneNumber: undefined }
const asRead = { supportedModalities: ['Messaging'], phoneNumber: 'tel:1', unheardOf: 7 }

const updating = async (
  gets: readonly Reply[],
  puts: readonly Reply[],
  what: CommunicationChanges = changes,
  where: string | undefined = href,
) => {
  const { http, seen, wire } = partsOf({ 'GET /communication': gets, 'PUT /communication': puts })
  const at = where === '' ? undefined : where
  const outcome = await updateCommunication(wire, at, what, new AbortController().signal)
  const put = http.requests.filter(({ method }) => method === 'PUT')
  return {
    outcome,
    seen: seen(),
    put: put.map(({ body, headers }) => [headers['If-Match'], JSON.parse(body ?? '') as unknown]),
  }
}

test('puts back what it has read, with what is to change, and what nobody knows', async () => {
  const { outcome, seen, put } = await updating([resource({ ...asRead, etag: '7' })], [reply(204)])
  expect(outcome).toEqual(E.right(undefined))
  expect(seen).toEqual(['GET /communication communication', 'PUT /communication communication'])
  expect(put).toEqual([['"7"', { ...asRead, etag: '7', conversationHistory: 'Enabled', rel: 'communication' }]])
})

test('names the version by the header where the body does not', async () => {
  const answer = reply(200, JSON.stringify(asRead), { 'content-type': 'application/json', etag: '"8"' })
  const { put } = await updating([answer], [reply(204)])
  expect(put.map(([version]) => version)).toEqual(['"8"'])
})

test('begins anew where somebody else was quicker, five times at most', async () => {
  const all = Array.from({ length: 9 }, (_, etag) => resource({ ...asRead, etag: String(etag) }))
  const { outcome, put } = await updating(all, Array<Reply>(9).fill(reply(412)))
  expect(outcome).toMatchObject({ left: { name: 'Refused', status: 412 } })
  expect(put.map(([version]) => version)).toEqual(['"0"', '"1"', '"2"', '"3"', '"4"'])
})

test.each([reply(409), breaks('ECONNRESET')])('tries no second time after %o', async (answer) => {
  const { outcome, put } = await updating([resource(asRead)], [answer])
  expect([outcome._tag, put.length]).toEqual(['Left', 1])
})

test('puts nothing where nothing could be read', async () => {
  const { outcome, seen } = await updating([reply(503)], [])
  expect(outcome).toMatchObject({ left: { name: 'Refused', operation: 'communication', status: 503 } })
  expect(seen).toEqual(['GET /communication communication'])
})

test('sends nothing where there is no link', async () => {
  const { outcome, seen } = await updating([], [], changes, '')
  expect(outcome).toMatchObject({ left: { name: 'NotAvailable', link: 'communication' } })
  expect(seen).toEqual([])
})

test.each<[unknown, string, string]>([
  [{ phoneNumber: null }, 'phoneNumber', 'must not be null'],
  [7, 'changes', 'must be an object'],
])('sends nothing for %o', async (what, field, rule) => {
  const { outcome, seen } = await updating([], [], what as CommunicationChanges)
  expect([outcome, seen]).toEqual([
    E.left({ name: 'InvalidInput', operation: 'communication', faults: [{ field, rule }] }),
    [],
  ])
})
