import { readdirSync } from 'node:fs'
import { either as E } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import { breaks, hangs, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { verbs } from './verbs.ts'
import { link, signal, wireTo } from './wire.ts'

/** The same answer with another status. */
const as = (status: number, answer: Reply): Reply => ('status' in answer ? { ...answer, status } : answer)

describe.each(verbs)('$verb', ({ rel, method, url, answer, gives, statusGives, run }) => {
  const attempt = { operation: rel, method, href: link }

  test.each([200, 201, 202, 204])('takes %i for a success', async (status) => {
    const { wire } = wireTo(as(status, answer), url)
    const meant = statusGives === undefined ? gives : Object.assign({}, gives, statusGives(status))
    expect(await run(wire, link, signal)()).toEqual(E.right(meant))
  })

  test('sends one request', async () => {
    const { wire, http } = wireTo(answer, url)
    await run(wire, link, signal)()
    expect(http.seen()).toEqual([`${method} ${url}`])
  })

  test('sends nothing before its task is run', () => {
    const { wire, http } = wireTo(answer, url)
    run(wire, link, signal)
    expect(http.seen()).toEqual([])
  })

  test('sends twice when its task is run twice', async () => {
    const { wire, http } = wireTo(answer, url)
    const task = run(wire, link, signal)
    await Promise.all([task(), task()])
    expect(http.seen()).toEqual([`${method} ${url}`, `${method} ${url}`])
  })

  test('is NotAvailable without its link', async () => {
    const { wire, http } = wireTo(answer, url)
    expect(await run(wire, undefined, signal)()).toEqual(
      E.left({ name: 'NotAvailable', link: rel, reason: 'the server does not offer it in the present state' }),
    )
    expect(http.seen()).toEqual([])
  })

  test('keeps the words of a refusal', async () => {
    const body = { code: 'Conflict', subcode: 'NewerThanThisClient', message: 'Nein.', parameters: [{ name: 'to' }] }
    const { wire } = wireTo(resource(body, 409), url)
    expect(await run(wire, link, signal)()).toEqual(
      E.left({ name: 'Refused', ...attempt, status: 409, ...body, retryAfter: undefined, diagnostics: undefined }),
    )
  })

  test.each([breaks('ECONNRESET'), reply(503), reply(429)])('never repeats itself: %o', async (accident) => {
    const { wire, http } = wireTo(accident, url)
    expect(await run(wire, link, signal)()).toMatchObject({ _tag: 'Left' })
    expect(http.seen()).toEqual([`${method} ${url}`])
  })

  test('is Unreachable when its answer is lost', async () => {
    const { wire } = wireTo(breaks('ECONNRESET'), url)
    expect(await run(wire, link, signal)()).toEqual(
      E.left({ name: 'Unreachable', ...attempt, code: 'ECONNRESET', cause: undefined }),
    )
  })

  test('is Aborted when it is given up', async () => {
    const { wire } = wireTo(hangs, url)
    const controller = new AbortController()
    const outcome = run(wire, link, controller.signal)()
    controller.abort()
    expect(await outcome).toEqual(E.left({ name: 'Aborted', ...attempt }))
  })

  test('sends nothing when it was given up before', async () => {
    const { wire, http } = wireTo(answer, url)
    expect(await run(wire, link, AbortSignal.abort())()).toEqual(E.left({ name: 'Aborted', ...attempt }))
    expect(http.seen()).toEqual([])
  })
})

/** Files of the services that are no verb. */
const others = ['command', 'content', 'customContent', 'unsendable']

test('lists every verb once', () => {
  const files = readdirSync('src/service').map((file) => file.replace(/\.ts$/, ''))
  expect(verbs.map(({ verb }) => verb).sort()).toEqual(files.filter((file) => !others.includes(file)).sort())
})
