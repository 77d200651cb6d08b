import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { relations, struct } from '../struct.ts'

/** What was written, plain or as HTML: content links, as in `message`. */
const MessageTranscript = struct(
  'MessageTranscript',
  {},
  { _links: struct('MessageTranscriptLinks', {}, { self: Link, plainMessage: Link, htmlMessage: Link }) },
)

/**
 * One entry of a transcript. What it is stands in `_embedded`: messageTranscript
 * is read; audioTranscript, errorTranscript and whatever else comes are kept as
 * they are. The link `me` says that the user was it, `contact` who else.
 */
export const ConversationLogTranscript = struct(
  'ConversationLogTranscript',
  {},
  {
    timeStamp: t.string,
    _links: struct('ConversationLogTranscriptLinks', {}, { self: Link, contact: Link, me: Link }),
    _embedded: relations('ConversationLogTranscriptEmbedded', { messageTranscript: MessageTranscript }),
  },
)
export type ConversationLogTranscript = t.TypeOf<typeof ConversationLogTranscript>

const TranscriptsEmbedded = struct(
  'ConversationLogTranscriptsEmbedded',
  {},
  { conversationLogTranscript: t.readonlyArray(ConversationLogTranscript) },
)

/** One page of a transcript: conversationLogTranscripts, and the same shape for nextConversationLogTranscripts. */
export const ConversationLogTranscripts = struct(
  'ConversationLogTranscripts',
  { _links: struct('ConversationLogTranscriptsLinks', {}, { self: Link, nextConversationLogTranscripts: Link }) },
  { _embedded: TranscriptsEmbedded },
)
export type ConversationLogTranscripts = t.TypeOf<typeof ConversationLogTranscripts>
