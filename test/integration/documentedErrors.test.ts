import { either as E } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import { type DocumentedError, ofEveryGet, ofEveryRequest } from '../../src/protocol/documentedError.ts'
import { json, type Format } from '../../src/protocol/format.ts'
import { type Operation, operations } from '../../src/protocol/operation.ts'
import { Messaging } from '../../src/protocol/resource/messaging.ts'
import { systemClock } from '../../src/seam/clock.ts'
import type { Control } from '../../src/server/index.ts'
import { paths } from '../../src/server/paths.ts'
import { findRoute } from '../../src/server/routes.ts'
import { send } from '../../src/service/command.ts'
import { crossFetch } from '../../src/transport/crossFetch.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { readResource } from '../../src/transport/readResource.ts'
import { xml } from '../../src/xml/index.ts'
import { loopback } from './world.ts'

const formats: readonly Format[] = [json(), xml()]
const { signal } = new AbortController()

/** A path of the embedded server that the link of an operation leads to, its variable parts filled in. */
const pathOf = ({ rel, method }: Operation): string | undefined =>
  Object.values(paths)
    .map((path) => path.replaceAll(/:[a-z]+/g, '1'))
    .find((path) => findRoute(path)?.methods.get(method)?.link === rel)

const wireOver = (format: Format) => ({
  format,
  exchange: createExchange({ http: crossFetch(), format, clock: systemClock }),
})

interface Asked {
  readonly control: Control
  readonly link: string
  readonly method: Operation['method'] | 'GET'
  readonly errors: readonly DocumentedError[]
  readonly ask: () => Promise<E.Either<unknown, unknown>>
}

/** What each of the errors is decoded into, one after the other. */
const failures = async ({ control, link, method, errors, ask }: Asked): Promise<readonly unknown[]> => {
  const decoded: unknown[] = []
  for (const error of errors) {
    control.intercept({ link, method }, { error })
    decoded.push(E.swap(await ask()))
  }
  return decoded
}

const refused =
  (operation: string, method: string, href: string) =>
  ({ status, code, subcode }: DocumentedError): unknown =>
    E.right({
      name: 'Refused',
      operation,
      method,
      href,
      status,
      code,
      subcode,
      message: 'The server was told to refuse.',
      parameters: undefined,
      retryAfter: undefined,
      diagnostics: undefined,
    })

test('the embedded server serves every operation', () => {
  const unserved = Object.values(operations).filter((operation) => pathOf(operation) === undefined)
  expect(unserved.map(({ rel }) => rel)).toEqual([])
})

const served = Object.entries(operations).flatMap(([key, operation]) => {
  const path = pathOf(operation)
  return path === undefined ? [] : formats.map((format) => ({ key, operation, path, format, name: format.name }))
})

describe.each(served)('$key in $name', ({ operation, path, format }) => {
  test('every documented error is decoded into a typed failure', async () => {
    const { control, url } = await loopback()
    const { rel: link, method, errors } = operation
    const href = url + path
    const ask = send(wireOver(format), operation, { href }, signal)
    expect(await failures({ control, link, method, errors, ask })).toEqual(errors.map(refused(link, method, href)))
  })
})

describe.each(formats)('$name', (format) => {
  test('what any request may be answered is decoded into a typed failure', async () => {
    const { control, url } = await loopback()
    const { setIsTyping } = operations
    const href = url + String(pathOf(setIsTyping))
    const asked = { control, link: setIsTyping.rel, method: setIsTyping.method, errors: ofEveryRequest }
    const ask = send(wireOver(format), setIsTyping, { href }, signal)
    expect(await failures({ ...asked, ask })).toEqual(ofEveryRequest.map(refused('setIsTyping', 'POST', href)))
  })

  test('what any GET may be answered is decoded into a typed failure', async () => {
    const { control, url } = await loopback()
    const href = url + paths.messaging.replaceAll(/:[a-z]+/g, '1')
    const attempt = { operation: 'messaging', url: href }
    const ask = readResource(wireOver(format).exchange, Messaging, attempt, signal)
    expect(await failures({ control, link: 'messaging', method: 'GET', errors: ofEveryGet, ask })).toEqual(
      ofEveryGet.map(refused('messaging', 'GET', href)),
    )
  })
})
