import { lastValueFrom, toArray } from 'rxjs'
import type { Client } from '../../src/client/client.ts'
import type { ConversationLog } from '../../src/client/conversationLog.ts'
import type { Conversation } from '../../src/client/conversation.ts'
import type { UserAccount } from '../../src/server/index.ts'
import { secret, type VirtualWorld } from './world.ts'

/** What is written in a rich session. */
export interface Words {
  readonly plain: string
  readonly html: string
  readonly custom: string
  readonly note: string
}

/** Those whom a rich session needs. */
export const castWith = (password: string): readonly UserAccount[] =>
  ['tosh', 'lene', 'ann'].map((name) => ({
    uri: `sip:${name}@contoso.com`,
    name,
    password,
    token: `cwt=preset-of-${name}`,
  }))

export const cast = castWith(secret)

const [me, lene, ann] = ['tosh@contoso.com', 'lene@contoso.com', 'ann@contoso.com'] as const

/**
 * Nearly everything that a client can do, in both directions, with the others moved by hand. What fails on
 * the way is in the outcome, and the session goes on. The client is signed out at the end.
 */
export const richSession = async (world: VirtualWorld, tosh: Client, words: Words): Promise<readonly unknown[]> => {
  const { control, clock, settle } = world
  const failures: unknown[] = []
  const noting = async <T>(promise: Promise<T>): Promise<T | undefined> => {
    try {
      return await promise
    } catch (failure) {
      failures.push(failure)
      return undefined
    }
  }
  const quietly = async (step: () => unknown): Promise<void> => {
    try {
      step()
    } catch {
      // A puppet has nobody to talk to where the session went wrong.
    }
    await settle()
  }
  const conversations: Conversation[] = []
  tosh.conversationAdded$.subscribe((conversation) => {
    conversations.push(conversation)
    conversation.participants$.subscribe()
    conversation.localParticipant$.subscribe()
    conversation.onlineMeeting$.subscribe()
    conversation.messages$.subscribe()
  })
  tosh.invitations$.subscribe((invitation) => {
    void noting((invitation.subject === 'No' ? invitation.decline() : invitation.accept()).done)
  })
  control.user(lene).answers()
  control.user(ann).answers()

  void noting(tosh.connect())
  await clock.advance(1000)
  tosh.history.missedItems$.subscribe()
  tosh.people.presence$(`sip:${lene}`).subscribe()
  void noting(tosh.people.myContacts())
  void noting(tosh.people.search('lene'))
  void noting(tosh.me.setNote(words.note).done)
  void noting(tosh.me.setPresence('Busy').done)
  await settle()
  const first = tosh.startMessaging({
    to: `sip:${lene}`,
    subject: 'Lunch',
    message: words.plain,
    customContent: { mediaType: 'text/plain', text: words.custom },
  })
  void noting(first.connected)
  await settle()
  void noting(tosh.startMessaging({ to: `sip:${ann}`, message: { html: words.html } }).connected)
  await settle()
  for (const conversation of conversations) {
    void noting(conversation.send(words.plain).delivered)
    void noting(conversation.send({ html: words.html }).delivered)
    void noting(conversation.setIsTyping().done)
    await settle()
  }
  await quietly(() => control.user(lene).types(me))
  await quietly(() => control.user(lene).says(me, words.plain))
  await quietly(() => control.user(lene).says(me, words.html, { html: true }))
  await quietly(() => control.user(lene).notes(words.note))
  const [talk] = conversations
  if (talk !== undefined) {
    void noting(talk.addParticipant(`sip:${ann}`).connected)
    await settle()
    const [other] = talk.participants$.getSnapshot()
    if (other !== undefined) void noting(talk.promote(other).done)
    void noting(talk.disableAudienceMessaging().done)
    await settle()
    void noting(talk.enableAudienceMessaging().done)
    void noting(talk.send(words.plain).delivered)
    await settle()
  }
  await quietly(() => control.user(lene).invites(me, { message: words.plain, subject: 'Yes' }))
  await quietly(() => control.user(lene).invites(me, { message: words.html, html: true, subject: 'No' }))
  await quietly(() => control.resync(me))
  await quietly(() => control.expireToken(me))
  for (const conversation of conversations) {
    void noting(conversation.stopMessaging().done)
    await settle()
    void noting(conversation.leave().done)
  }
  await clock.advance(5000)
  const logs: ConversationLog[] = []
  void noting(tosh.history.conversationLogs().forEach((log) => void logs.push(log)))
  await clock.advance(60_000)
  const [log] = logs
  if (log !== undefined) {
    void noting(lastValueFrom(log.transcripts$.pipe(toArray())))
    void noting(tosh.continueMessaging(log, { message: words.plain }).connected)
    await settle()
    void noting(log.markAsRead().done)
    void noting(log.remove().done)
  }
  void noting(tosh.startOnlineMeeting({ subject: 'Meeting' }).connected)
  await clock.advance(1000)
  void noting(tosh.signOut())
  await clock.advance(70_000)
  tosh.close()
  await settle()
  return failures
}
