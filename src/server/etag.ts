import { isObject } from '../protocol/struct.ts'
import type { ServerRequest } from './http.ts'
import type { Reply } from './reply.ts'

/** Resources that live as long as the application, and are asked for again. */
const longLived: ReadonlySet<string> = new Set([
  'application',
  'communication',
  'contact',
  'me',
  'onlineMeetings',
  'people',
  'policies',
])

/** FNV-1a: the same text gives the same number, and hardly any other does. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** What changes in an embedded resource is no change of the outer one. */
const etagOf = (structure: Readonly<Record<string, unknown>>): string => {
  const { etag } = structure
  return typeof etag === 'string' ? etag : String(hashOf(JSON.stringify({ ...structure, _embedded: undefined })))
}

const isNamed = (etag: string, ifNoneMatch: string): boolean =>
  ifNoneMatch.split(',').some((each) => [etag, '*'].includes(each.trim().replace(/^W\//, '').replaceAll('"', '')))

/** The reply with its etag; 304 where the client has this version. */
export const withEtag = (link: string, { method, headers }: ServerRequest, reply: Reply): Reply => {
  const { status, structure } = reply
  if (method !== 'GET' || status !== 200 || !longLived.has(link) || !isObject(structure)) return reply
  const etag = etagOf(structure)
  const tagged = { ...reply.headers, ETag: `"${etag}"` }
  return isNamed(etag, headers['if-none-match'] ?? '')
    ? { status: 304, headers: tagged }
    : { ...reply, headers: tagged }
}
