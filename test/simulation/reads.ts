import { either as E } from 'fp-ts'
import { json, type HttpFailure, type HttpRequest, type HttpResponse } from '../../src/index.ts'
import { xml } from '../../src/xml/index.ts'
import type { Read } from './happening.ts'

const formats = [json(), xml()]

/** A whole body, in either format. */
export const isWhole = (text: string): boolean => formats.some(({ parse }) => E.isRight(parse(text)))

const isThere = (status: number): boolean => status === 200 || status === 304

/** Paths that a request asks for, other than the event channel's. */
const pathsIn = ({ method, operation, url, body = '' }: HttpRequest): readonly string[] => {
  if (operation === 'batch') return [...body.matchAll(/^GET (\S+) HTTP/gm)].map(([, target = '']) => target)
  return method === 'GET' && operation !== 'events' ? [new URL(url).pathname] : []
}

/** What a request was to read, and which of it came. */
export const readsOf = (request: HttpRequest, outcome: E.Either<HttpFailure, HttpResponse>): readonly Read[] => {
  const paths = pathsIn(request)
  if (paths.length === 0) return []
  if (E.isLeft(outcome)) return paths.map((path) => ({ path, isRead: false }))
  const { status, text } = outcome.right
  if (request.operation !== 'batch') {
    return paths.map((path) => ({ path, isRead: isThere(status) && (status === 304 || isWhole(text)) }))
  }
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, code]) => Number(code))
  const isComplete = text.trimEnd().endsWith('--')
  return paths.map((path, at) => ({ path, isRead: status === 200 && isComplete && isThere(statuses[at] ?? 0) }))
}
