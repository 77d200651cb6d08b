import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import type { Failure, Outcome } from '../protocol/failure.ts'
import { type Link, linksTo, withQuery } from '../protocol/hypermedia.ts'
import { ConversationLog } from '../protocol/resource/conversationLog.ts'
import { ConversationLogs } from '../protocol/resource/conversationLogs.ts'
import {
  type ConversationLogTranscript,
  ConversationLogTranscripts,
} from '../protocol/resource/conversationLogTranscripts.ts'
import { notAvailable, type Wire } from '../service/command.ts'
import { markAsRead } from '../service/markAsRead.ts'
import { removeConversationLog } from '../service/removeConversationLog.ts'
import { readResource } from '../transport/readResource.ts'
import type { Person } from './message.ts'
import type { Place } from './place.ts'
import type { Session } from './session.ts'
import { Transcript } from './transcript.ts'

/** A past conversation as it was read. */
export interface LogRecord {
  /** Absolute URL. */
  readonly href: string
  readonly resource: ConversationLog
  /** Aborted when the application is gone in which it was read: its links are good no more. */
  readonly life: AbortSignal
}

interface TranscriptPage {
  readonly transcripts: readonly Transcript[]
  /** Absolute URL of the following page; undefined after the last. */
  readonly next: string | undefined
}

interface Surroundings {
  /** For commands, which are never repeated. */
  readonly wire: Wire
  /** Repeats what may be repeated. */
  readonly reading: Wire
  readonly place: Place
  readonly session: Session
  /** Aborts with the present application. */
  readonly life: () => AbortSignal
}

/** Reads what the user has talked about before. Nothing of it is kept here. */
export interface History {
  /** Absolute URLs of the logs, newest first. */
  readonly conversationLogs: (limit: number | undefined, signal: AbortSignal) => Promise<Outcome<readonly string[]>>
  /** Undefined for one that is there no more. */
  readonly conversationLog: (href: string, signal: AbortSignal) => Promise<Outcome<LogRecord | undefined>>
  /** One page of a log's transcript: the first, or the one that the page before told. */
  readonly transcripts: (
    log: LogRecord,
    next: string | undefined,
    signal: AbortSignal,
  ) => Promise<Outcome<TranscriptPage>>
  readonly markAsRead: (log: LogRecord) => Promise<Outcome<void>>
  readonly remove: (log: LogRecord) => Promise<Outcome<void>>
}

const isGone = (failure: Failure): boolean => failure.name === 'Refused' && failure.status === 404

const isLimit = (limit: number | undefined): boolean =>
  limit === undefined || (Number.isSafeInteger(limit) && limit > 0)

export const createHistory = ({ wire, reading, place, session, life }: Surroundings): History => {
  const read = <A>(codec: t.Type<A>, operation: string, url: string, signals: readonly AbortSignal[]) =>
    readResource(reading.exchange, codec, { operation, url }, AbortSignal.any([...signals]))()

  /** Nothing in an application that is gone can be reached: to ask for it would look like the loss of the present one. */
  const linkOf = (log: LogRecord, link: Link | null | undefined): string | undefined =>
    log.life.aborted ? undefined : place.of(link)

  const writerOf = (log: LogRecord, { _links: links }: ConversationLogTranscript): Person | undefined => {
    const contact = links?.me ? undefined : links?.contact
    if (!contact) return undefined
    const href = place.absolute(contact.href)
    const recipient = log.resource._embedded?.conversationLogRecipient?.find(
      (person) => place.of(person._links?.contact) === href,
    )
    return {
      name: recipient?.displayName ?? contact.title ?? undefined,
      uri: recipient?.sipUri ?? undefined,
    }
  }

  return {
    conversationLogs: async (limit, signal) => {
      const href = place.of(session.application?.application._embedded?.communication?._links?.conversationLogs)
      if (!isLimit(limit)) {
        const faults = [{ field: 'limit', rule: 'must be a positive integer' }]
        return E.left({ name: 'InvalidInput', operation: 'conversationLogs', faults })
      }
      if (href === undefined) return E.left(notAvailable('conversationLogs'))
      const answer = await read(ConversationLogs, 'conversationLogs', withQuery(href, { limit }), [signal, life()])
      return E.isLeft(answer)
        ? answer
        : E.right(linksTo(answer.right.value, 'conversationLog').map((link) => place.absolute(link.href)))
    },
    conversationLog: async (href, signal) => {
      const readIn = life()
      const answer = await read(ConversationLog, 'conversationLog', href, [signal, readIn])
      if (E.isRight(answer)) return E.right({ href, resource: answer.right.value, life: readIn })
      return isGone(answer.left) ? E.right(undefined) : answer
    },
    transcripts: async (log, next, signal) => {
      const rel = next === undefined ? 'conversationLogTranscripts' : 'nextConversationLogTranscripts'
      const href = next ?? linkOf(log, log.resource._links.conversationLogTranscripts)
      if (href === undefined) return E.left(notAvailable(rel))
      const page = await read(ConversationLogTranscripts, rel, href, [signal, log.life])
      if (E.isLeft(page)) return page
      const { _links: links, _embedded: embedded } = page.right.value
      return E.right({
        transcripts: (embedded?.conversationLogTranscript ?? []).map(
          (transcript) => new Transcript(transcript, writerOf(log, transcript)),
        ),
        next: place.of(links.nextConversationLogTranscripts),
      })
    },
    markAsRead: (log) => markAsRead(wire)({ href: linkOf(log, log.resource._links.markAsRead) }, log.life)(),
    remove: (log) => removeConversationLog(wire)({ href: linkOf(log, { href: log.href }) }, log.life)(),
  }
}
