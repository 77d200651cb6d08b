import {
  describeFailure,
  type Availability,
  type Message,
  type OutgoingMessageStatus,
  type Participant,
  type Person,
  type SignInFailure,
  type Step,
} from 'rx-ucwa'
import type { Conversation, Gap, IncomingInvitation, Status } from './client.ts'

export const words = {
  panel: 'Conversations',
  server: 'Server',
  serverHint: 'leave empty to look for it',
  address: 'Sign-in address',
  password: 'Password',
  way: 'How to reach it',
  cors: 'Directly (CORS)',
  xframe: 'Through its XFrame page',
  worker: 'Directly, in a worker',
  signIn: 'Sign in',
  signOut: 'Sign out',
  takeBack: 'Take back',
  startAgain: 'Start again',
  announcements: 'Announcements',
  dismiss: 'Dismiss',
  accept: 'Accept',
  decline: 'Decline',
  contacts: 'Contacts',
  noContacts: 'No contacts yet.',
  conversations: 'Conversations',
  noConversation: 'Choose somebody to talk to.',
  messages: 'Messages',
  message: 'Message',
  send: 'Send',
  leave: 'Leave',
  retry: 'Send again',
} as const

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const hourAndMinute = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })

export const nameOf = (person: Person | undefined): string =>
  person?.name ?? person?.uri?.replace(/^sips?:/, '') ?? 'Somebody'

const namesOf = (people: readonly Person[]): string => people.map(nameOf).join(', ')

export const titleOf = (participants: readonly Participant[], subject: string | undefined): string =>
  participants.length > 0 ? namesOf(participants) : subject || 'Nobody else'

const hostOf = (href: string): string => (URL.canParse(href) ? new URL(href).host : href)

/** Why something did not work, for a person and not for a log. */
const because = (failure: SignInFailure): string => {
  switch (failure.name) {
    case 'TokenRefused':
      return failure.error === 'invalid_grant'
        ? 'the address or the password is wrong'
        : `the server gives no token (${failure.description || failure.error})`
    case 'NotDiscovered':
      return [
        ...new Set(
          failure.tried.map((attempt) =>
            attempt.failure.name === 'NoLink' ? 'there is no such server' : because(attempt.failure),
          ),
        ),
      ].join('; ')
    case 'NotFramed':
      return `the page ${failure.frame} does not answer: the server cannot be reached, it does not allow pages of ${failure.origin}, or a policy forbids the frame`
    case 'Unreachable':
      if (!navigator.onLine) return 'this device is offline'
      return failure.operation === 'discoverRoot' &&
        URL.canParse(failure.href) &&
        new URL(failure.href).origin !== location.origin
        ? `${hostOf(failure.href)} cannot be reached, or does not allow pages of ${location.origin}`
        : `${hostOf(failure.href)} cannot be reached`
    case 'TimedOut':
      return `${hostOf(failure.href)} did not answer in time`
    case 'Refused':
      return failure.status === 429 || failure.status === 503
        ? 'the server is busy'
        : `the server refused (${[failure.status, failure.code, failure.subcode].filter(Boolean).join(' ')})`
    case 'InvalidInput':
      return failure.faults.map(({ field, rule }) => `${field.replace('/', '')} ${rule}`).join('; ')
    default:
      return describeFailure(failure)
  }
}

const steps: Readonly<Record<Step, string>> = {
  discovering: 'the server to be found',
  authenticating: 'permission to sign in',
  creating: 'a place on the server',
  becomingAvailable: 'others to see you',
  polling: 'news from the server',
}

/** Whether there is anything to show but the form. */
export const isOut = ({ state }: Status): boolean => state === 'signedOut' || state === 'ended'

/** Whether there is anybody to sign out, and a client that answers. */
export const canSignOut = (status: Status): boolean => !isOut(status) && status.state !== 'unreached'

export const connection = (status: Status): string => {
  switch (status.state) {
    case 'signedOut':
      return 'Signed out.'
    case 'signingIn':
      return `Signing in: waiting for ${steps[status.step]}.`
    case 'available':
      return 'Connected.'
    case 'lurking':
      return 'Connected. Others do not see you.'
    case 'waiting':
      return `Not connected: ${because(status.cause)}. Waiting for ${steps[status.step]}; attempt ${status.attempt + 1} at ${time.format(status.retryAt)}.`
    case 'reconnecting':
      return `Connecting again: ${because(status.cause)}.`
    case 'suspended':
      return 'Paused.'
    case 'unreached':
      return `Not connected: ${status.reason}.`
    case 'replaced':
      return 'Another window has taken over.'
    case 'signingOut':
      return 'Signing out.'
    case 'ended':
      return status.reason === 'closed' ? 'Signed out.' : `Not signed in: ${because(status.reason)}.`
  }
}

const lost: Readonly<Record<Gap['cause'], string>> = {
  resync: 'The server had to start its news anew.',
  resume: 'The server has dropped what was open.',
  recreated: 'You were away too long for the server, and are signed in anew.',
  ended: 'The server has ended your session.',
  notResumed: 'You are signed in anew.',
  overflow: 'Messages came that nobody looked at.',
  unread: 'Messages came that could not be read.',
}

/** What was lost out of sight. */
export const announcement = (gap: Gap): string => {
  if ('messages' in gap) return `${lost[gap.cause]} ${gap.messages} are missing.`
  const over = gap.conversations.map((conversation) => nameOfConversation(conversation))
  return [
    lost[gap.cause],
    over.length > 0 ? `Ended: ${over.map((name) => `the conversation with ${name}`).join(', ')}.` : '',
    gap.invitations.length > 0 ? `Invitations lost: ${gap.invitations.length}.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

const nameOfConversation = ({ participants$, subject }: Conversation): string =>
  titleOf(participants$.getSnapshot(), subject)

/** Why an invitation by the user came to nothing. */
export const notConnected = (person: Person, error: unknown): string => {
  const state = typeof error === 'object' && error !== null && 'state' in error ? error.state : undefined
  if (state === 'Declined') return `${nameOf(person)} declined.`
  return `${nameOf(person)} did not answer${error instanceof Error ? `: ${error.message}` : ''}.`
}

export const invites = ({ from, subject }: IncomingInvitation): string =>
  `${nameOf(from)} invites you${subject ? ` to talk about ${subject}` : ' to talk'}.`

export const typing = (who: readonly Person[]): string =>
  who.length === 0 ? '' : `${namesOf(who)} ${who.length === 1 ? 'is' : 'are'} typing …`

const presences: Readonly<Record<string, string>> = {
  Online: 'Available',
  IdleOnline: 'Available, idle',
  IdleBusy: 'Busy, idle',
  DoNotDisturb: 'Do not disturb',
  BeRightBack: 'Be right back',
  unknown: 'Not known',
} satisfies Partial<Record<Availability | 'unknown', string>>

export const presence = (availability: string): string => presences[availability] ?? availability

export const delivery: Readonly<Record<OutgoingMessageStatus, string>> = {
  queued: 'Waiting',
  sending: 'Sending',
  Pending: 'Sent',
  Succeeded: 'Delivered',
  Failed: 'Not delivered',
  unknown: 'Perhaps delivered',
  lost: 'Perhaps delivered',
}

/** What stands below a message: who wrote it, when, and whether it came through. A name may become known later. */
export const below = ({ direction, from, sentAt, status }: Message, participants: readonly Participant[]): string => {
  const writer = participants.find(({ uri }) => uri !== undefined && uri === from?.uri) ?? from
  return [direction === 'Incoming' ? nameOf(writer) : delivery[status], hourAndMinute.format(sentAt)].join(' · ')
}

const states: Readonly<Record<string, string>> = {
  Connecting: 'Ringing …',
  Connected: '',
  Conferenced: '',
  Conferencing: 'Becoming a meeting …',
  InLobby: 'You wait to be let in …',
  Disconnecting: 'Ending …',
  Disconnected: 'This conversation is over.',
}

/** What a conversation is about, and how it stands where it is not simply going on. */
export const aside = (state: string, subject: string | undefined): string =>
  [subject, states[state] ?? state].filter(Boolean).join(' · ')
