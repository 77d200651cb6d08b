import { operations } from '../protocol/operation.ts'
import type { Communication } from '../protocol/resource/communication.ts'
import { done, sendInput, type Href, type Service, type Wire } from './command.ts'

interface Replacement {
  readonly href: Href
  /** Of the version that was fetched. */
  readonly etag: string | undefined
  /** The resource as it was fetched, with its changes: what nobody knows goes back as well. */
  readonly resource: Communication
}

/** Replaces `communication`. 412: somebody else has changed it since it was fetched. */
export const putCommunication =
  (wire: Wire): Service<Replacement, void> =>
  ({ href, etag, resource }, signal) => {
    const input = { ...resource, rel: operations.putCommunication.rel, _links: undefined }
    const version = etag?.replace(/^W\//, '').replaceAll(/[^\x21\x23-\x7e]/g, '')
    const headers: Readonly<Record<string, string>> = version === undefined ? {} : { 'If-Match': `"${version}"` }
    return done(sendInput(wire, operations.putCommunication, { href, input, headers }, signal))
  }
