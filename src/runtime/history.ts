import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import type { Failure, Outcome } from '../protocol/failure.ts'
import { linksTo, withQuery } from '../protocol/hypermedia.ts'
import { ConversationLog } from '../protocol/resource/conversationLog.ts'
import { ConversationLogs } from '../protocol/resource/conversationLogs.ts'
import type { Wire } from '../service/command.ts'
import { readResource } from '../transport/readResource.ts'
import type { Place } from './place.ts'
import type { Session } from './session.ts'

/** A past conversation as it was read. */
export interface LogRecord {
  /** Absolute URL. */
  readonly href: string
  readonly resource: ConversationLog
  /** Aborted when the application is gone in which it was read: its links are good no more. */
  readonly life: AbortSignal
}

interface Surroundings {
  /** Repeats what may be repeated. */
  readonly wire: Wire
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
}

const isGone = (failure: Failure): boolean => failure.name === 'Refused' && failure.status === 404

const refuse = (failure: Failure) => E.left(failure)

export const createHistory = ({ wire, place, session, life }: Surroundings): History => {
  const read = <A>(codec: t.Type<A>, operation: string, url: string, signal: AbortSignal) =>
    readResource(wire.exchange, codec, { operation, url }, AbortSignal.any([signal, life()]))()

  return {
    conversationLogs: async (limit, signal) => {
      const href = place.of(session.application?.application._embedded?.communication?._links?.conversationLogs)
      if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0)) {
        const faults = [{ field: 'limit', rule: 'must be a positive integer' }]
        return refuse({ name: 'InvalidInput', operation: 'conversationLogs', faults })
      }
      if (href === undefined) {
        const reason = 'the server does not offer it in the present state'
        return refuse({ name: 'NotAvailable', link: 'conversationLogs', reason })
      }
      const answer = await read(ConversationLogs, 'conversationLogs', withQuery(href, { limit }), signal)
      return E.isLeft(answer)
        ? answer
        : E.right(linksTo(answer.right.value, 'conversationLog').map((link) => place.absolute(link.href)))
    },
    conversationLog: async (href, signal) => {
      const readIn = life()
      const answer = await read(ConversationLog, 'conversationLog', href, signal)
      if (E.isRight(answer)) return E.right({ href, resource: answer.right.value, life: readIn })
      return isGone(answer.left) ? E.right(undefined) : answer
    },
  }
}
