import { type Account, sipUri } from './accounts.ts'
import { addParticipant } from './addParticipant.ts'
import { announceNote, announcePresence } from './announcePeople.ts'
import { type Content, type InvitationSide, type Leg, type Meeting, ringingSides } from './call.ts'
import { identifier } from '../seam/random.ts'
import { disconnectMessaging } from './hangUp.ts'
import { acceptInvitation } from './accept.ts'
import { failInvitation } from './invitation.ts'
import { joinMeeting, startMeeting } from './joinMeeting.ts'
import { leave } from './leave.ts'
import { admit, reject } from './lobby.ts'
import { demote, eject, endMeeting, promote, setAudienceMessaging } from './manage.ts'
import { leads, managing, type Managing } from './meeting.ts'
import { sendMessage, setIsTyping } from './message.ts'
import { puppetSeat } from './puppetSeat.ts'
import { reason } from './reasons.ts'
import type { Site } from './site.ts'
import { startMessaging } from './startMessaging.ts'
import type { Treatment } from './treatment.ts'

/** An invitation that a puppet has sent. */
export interface PuppetInvitation {
  readonly threadId: string
  readonly state: () => InvitationSide['state']
  readonly withdraw: () => void
}

/** What a puppet's invitation may say. */
export interface PuppetInvites {
  readonly subject?: string
  readonly message?: string
  readonly html?: boolean
  readonly importance?: 'Normal' | 'Urgent' | 'Emergency'
  readonly threadId?: string
  /** SIP URI of the user for whom she acts. */
  readonly onBehalfOf?: string
}

/**
 * A person moved by hand, whether she has a client or not.
 *
 * The first group says what becomes of invitations to her from now on, in
 * place of ringing at her clients. The second acts at once, in the conversation
 * named by its threadId or by the address of another person in it, and throws
 * where there is none, or where she may not do so.
 */
export interface Puppet {
  readonly answers: () => Puppet
  /** The caller is told `Declined`, or the subcode given. */
  readonly declines: (subcode?: string) => Puppet
  readonly staysSilent: () => Puppet
  readonly isBusy: () => Puppet
  readonly doesNotDisturb: () => Puppet
  readonly isUnreachable: () => Puppet
  readonly forwardsTo: (uri: string) => Puppet
  /**
   * Rings at her clients and, at the same time, at another person, her delegate:
   * the first to answer has it. The delegate answers by her clients, or by hand
   * where she is a puppet.
   */
  readonly sharesWith: (uri: string) => Puppet
  /** Invitations ring at her clients again. */
  readonly usesClients: () => Puppet
  /** How she appears to others from now on, whatever her clients do; without a word, as they make it. */
  readonly appears: (availability?: string) => Puppet
  readonly notes: (message: string) => Puppet

  readonly accepts: (conversation: string) => void
  readonly refuses: (conversation: string, subcode?: string) => void
  readonly says: (conversation: string, text: string, options?: { readonly html?: boolean }) => void
  readonly types: (conversation: string) => void
  readonly hangsUp: (conversation: string) => void
  /** Takes messaging down without ending the conversation: `addMessaging` is offered to everybody in it. */
  readonly removesMessaging: (conversation: string) => void
  readonly invites: (uri: string, invitation?: PuppetInvites) => PuppetInvitation
  /** Asks somebody into a conversation she is in; makes a meeting of it. */
  readonly adds: (conversation: string, uri: string) => PuppetInvitation
  /** Joins a meeting and takes up messaging there, or waits in its lobby; without a URI a meeting of her own. */
  readonly joins: (onlineMeetingUri?: string) => PuppetInvitation
  /** What leaders may do with somebody else, by SIP URI. */
  readonly admits: (conversation: string, uri: string) => void
  readonly rejects: (conversation: string, uri: string) => void
  readonly ejects: (conversation: string, uri: string) => void
  readonly promotes: (conversation: string, uri: string) => void
  readonly demotes: (conversation: string, uri: string) => void
  readonly disablesAudienceMessaging: (conversation: string) => void
  readonly enablesAudienceMessaging: (conversation: string) => void
  /** Ends a meeting that she leads for everybody. */
  readonly endsMeeting: (conversation: string) => void
  /** What was said to her while she had no client, oldest first. */
  readonly heard: () => readonly Content[]
}

const legOf = (site: Site, account: Account, conversation: string): Leg => {
  const peer = site.accounts.find(conversation)
  const leg = site.calls
    .legsOf(account)
    .findLast(
      ({ call, seat }) =>
        call.threadId === conversation ||
        [...call.legs].some((other) => other.seat !== seat && other.seat.account === peer),
    )
  if (leg === undefined) throw new Error(`${account.uri} has no conversation ${conversation}`)
  return leg
}

/** Somebody else of the conversation, with whom this person may do a thing. */
const otherOf = (site: Site, account: Account, conversation: string, uri: string, command: Managing): Leg => {
  const leg = legOf(site, account, conversation)
  const other = [...leg.call.legs].find(({ seat }) => seat.account.uri === sipUri(uri))
  if (other === undefined || !managing(leg, other).includes(command)) {
    throw new Error(`${account.uri} may not ${command} ${uri} in conversation ${conversation}`)
  }
  return other
}

const ledBy = (site: Site, account: Account, conversation: string): Meeting => {
  const leg = legOf(site, account, conversation)
  if (leg.call.meeting === undefined || !leads(leg)) {
    throw new Error(`${account.uri} does not lead conversation ${conversation}`)
  }
  return leg.call.meeting
}

const sent = (site: Site, side: InvitationSide): PuppetInvitation => ({
  threadId: side.leg.call.threadId,
  state: () => side.state,
  withdraw: () => failInvitation(site, side.invitation, 'Canceled'),
})

const ringingFor = (site: Site, account: Account, conversation: string): InvitationSide => {
  const leg = legOf(site, account, conversation)
  const side = [...leg.call.invitations].flatMap(ringingSides).find((ringing) => ringing.leg === leg)
  if (side === undefined) throw new Error(`nothing rings at ${account.uri} in conversation ${conversation}`)
  return side
}

const contentOf = (text: string, html: boolean | undefined): Content => ({
  mediaType: html === true ? 'text/html' : 'text/plain',
  text,
})

export const createPuppet = (site: Site, account: Account): Puppet => {
  const treat = (treatment: Treatment): Puppet => {
    site.treatments.set(account, treatment)
    return puppet
  }
  const fails = (subcode: string) => treat({ kind: 'fails', subcode })
  const puppet: Puppet = {
    answers: () => treat({ kind: 'answers' }),
    declines: (subcode = 'Declined') => fails(subcode),
    staysSilent: () => treat({ kind: 'staysSilent' }),
    isBusy: () => fails('Busy'),
    doesNotDisturb: () => fails('DoNotDisturb'),
    isUnreachable: () => fails('Unreachable'),
    forwardsTo: (to) => treat({ kind: 'forwards', to }),
    sharesWith: (uri) => treat({ kind: 'shares', uri }),
    usesClients: () => {
      site.treatments.delete(account)
      return puppet
    },
    appears: (availability) => {
      site.standings(account).puppet = availability
      announcePresence(site, account)
      return puppet
    },
    notes: (message) => {
      site.standings(account).note = message
      announceNote(site, account)
      return puppet
    },
    accepts: (conversation) => acceptInvitation(site, ringingFor(site, account, conversation)),
    refuses: (conversation, subcode = 'Declined') =>
      failInvitation(site, ringingFor(site, account, conversation).invitation, subcode),
    says: (conversation, text, { html } = {}) =>
      void sendMessage(site, legOf(site, account, conversation), contentOf(text, html)),
    types: (conversation) => setIsTyping(site, legOf(site, account, conversation)),
    hangsUp: (conversation) => leave(site, legOf(site, account, conversation)),
    removesMessaging: (conversation) => {
      const { call, messaging } = legOf(site, account, conversation)
      if (messaging !== 'Connected') throw new Error(`no messaging to remove in conversation ${conversation}`)
      for (const leg of call.legs) {
        disconnectMessaging(leg, reason('Informational', 'Removed'))
      }
    },
    invites: (uri, { subject = '', message, html, importance = 'Normal', threadId, onBehalfOf } = {}) => {
      const principal = onBehalfOf === undefined ? undefined : site.accounts.find(onBehalfOf)
      const side = startMessaging(
        site,
        puppetSeat(site, account),
        { threadId: threadId ?? identifier(site.random), subject, importance },
        {
          to: uri,
          ...(message === undefined ? {} : { message: contentOf(message, html) }),
          ...(principal === undefined ? {} : { onBehalfOf: principal }),
        },
      )
      return sent(site, side)
    },
    adds: (conversation, uri) => sent(site, addParticipant(site, legOf(site, account, conversation), { to: uri })),
    joins: (onlineMeetingUri) => {
      const joining = { threadId: identifier(site.random), subject: '', importance: 'Normal' }
      if (onlineMeetingUri === undefined) return sent(site, startMeeting(site, puppetSeat(site, account), joining))
      const meeting = site.meetings.find(onlineMeetingUri)
      if (meeting === undefined) throw new Error(`there is no meeting ${onlineMeetingUri}`)
      return sent(site, joinMeeting(site, puppetSeat(site, account), meeting, joining))
    },
    admits: (conversation, uri) => admit(site, otherOf(site, account, conversation, uri, 'admit')),
    rejects: (conversation, uri) => reject(site, otherOf(site, account, conversation, uri, 'reject')),
    ejects: (conversation, uri) => eject(site, otherOf(site, account, conversation, uri, 'eject')),
    promotes: (conversation, uri) => promote(otherOf(site, account, conversation, uri, 'promote')),
    demotes: (conversation, uri) => demote(otherOf(site, account, conversation, uri, 'demote')),
    disablesAudienceMessaging: (conversation) => setAudienceMessaging(ledBy(site, account, conversation), 'Disabled'),
    enablesAudienceMessaging: (conversation) => setAudienceMessaging(ledBy(site, account, conversation), 'Enabled'),
    endsMeeting: (conversation) => endMeeting(site, ledBy(site, account, conversation)),
    heard: () => [...puppetSeat(site, account).heard],
  }
  return puppet
}
