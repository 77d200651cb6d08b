import { either as E } from 'fp-ts'
import { identifier } from '../seam/random.ts'
import type { Account } from './accounts.ts'
import { conflict } from './refusal.ts'
import type { Reply } from './reply.ts'
import type { Site } from './site.ts'

/** What a new conversation is about. */
export interface Topic {
  readonly threadId: string
  readonly subject: string
  readonly importance: string
}

type Asked = { readonly [Name in keyof Topic]?: string | null | undefined }

/** As somebody asks for it; a refusal where she has a conversation with this threadId. */
export const topicOf = (
  site: Site,
  account: Account,
  { threadId, subject, importance }: Asked,
): E.Either<Reply, Topic> => {
  const thread = threadId ?? ''
  if (thread !== '' && site.calls.hasThread(account, thread)) {
    return E.left(conflict('The user has a conversation with this threadId.', 'ThreadIdAlreadyExists'))
  }
  return E.right({
    threadId: thread === '' ? identifier(site.random) : thread,
    subject: subject ?? '',
    importance: importance ?? 'Normal',
  })
}
