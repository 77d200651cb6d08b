import { encodeDate } from '../../protocol/date.ts'
import type { Application } from '../application.ts'
import type { ConversationLog, Transcript } from '../history.ts'
import { contactHref, hrefIn, logHref, nextTranscriptsHref, transcriptHref } from '../hrefs.ts'
import { contentLink } from './message.ts'

const pageSize = 20

export const representMessageTranscript = (
  application: Application,
  log: ConversationLog,
  { id, content }: Transcript,
): object => ({
  _links: {
    self: { href: transcriptHref(application, log, id, 'messageTranscript') },
    [content.mediaType === 'text/html' ? 'htmlMessage' : 'plainMessage']: contentLink(content),
  },
  rel: 'messageTranscript',
})

export const representTranscript = (application: Application, log: ConversationLog, transcript: Transcript): object => {
  const { id, from, at } = transcript
  return {
    timeStamp: encodeDate(new Date(at)),
    _links: {
      self: { href: transcriptHref(application, log, id, 'conversationLogTranscript') },
      ...(from.account === application.account
        ? { me: { href: hrefIn(application, 'me') } }
        : { contact: { href: contactHref(application, from.account), title: from.name } }),
    },
    _embedded: { messageTranscript: representMessageTranscript(application, log, transcript) },
    rel: 'conversationLogTranscript',
  }
}

/** Twenty entries from this one on, and a link to the rest if there is one. */
export const representTranscripts = (application: Application, log: ConversationLog, from: number): object => {
  const next = from + pageSize
  const isFirst = from === 0
  return {
    _links: {
      self: {
        href: isFirst
          ? logHref(application, log, 'conversationLogTranscripts')
          : nextTranscriptsHref(application, log, from),
      },
      ...(next < log.transcripts.length
        ? { nextConversationLogTranscripts: { href: nextTranscriptsHref(application, log, next) } }
        : {}),
    },
    _embedded: {
      conversationLogTranscript: log.transcripts
        .slice(from, next)
        .map((transcript) => representTranscript(application, log, transcript)),
    },
    rel: isFirst ? 'conversationLogTranscripts' : 'nextConversationLogTranscripts',
  }
}
