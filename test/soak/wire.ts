import type { Dropped, ServerResponse } from '../../src/server/http.ts'
import type { UcwaServer } from '../../src/server/index.ts'
import type { Http } from '../../src/transport/http.ts'

/** What answers requests: the server, or the server with something before it. */
export type Handle = UcwaServer['handle']

export type Answer = ServerResponse | Dropped

const userHeader = 'x-soak-user'
const operationHeader = 'x-soak-operation'

/** The same Http, whose requests tell whose they are and what for. */
export const signed =
  (http: Http, user: string): Http =>
  (request, signal) =>
    http(
      { ...request, headers: { ...request.headers, [userHeader]: user, [operationHeader]: request.operation } },
      signal,
    )

type Request = Parameters<Handle>[0]

export const userOf = ({ headers }: Request): string => headers[userHeader] ?? ''

export const isPoll = ({ headers }: Request): boolean => headers[operationHeader] === 'events'
