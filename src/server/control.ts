import { sipUri, type Account } from './accounts.ts'
import type { Application } from './application.ts'
import type { EventChannel } from './eventChannel.ts'
import { endApplication, forgetApplications } from './endApplication.ts'
import { hrefIn, hrefUnder, invitationHref, participantHref } from './hrefs.ts'
import type { Interception, Intervention, Interventions, Matcher } from './intercept.ts'
import type { JournalEntry } from './journal.ts'
import { vanish } from './leave.ts'
import { endMeeting } from './manage.ts'
import { createPuppet, type Puppet } from './puppet.ts'
import { applicationNotFound, gone } from './refusal.ts'
import { meetingUri, scheduleMeeting } from './scheduledMeeting.ts'
import type { Site } from './site.ts'
import { forgetCookies } from './signInCookie.ts'
import { dropSubscriptions } from './subscribe.ts'

/** Why an application is ended: 404 `ApplicationNotFound`, or 410 with one of the subcodes. */
export type ApplicationEnd = 404 | 'InactiveApplicationExpired' | 'TooManyApplications' | 'UserAgentNotAllowed'

/** Where the resources of one conversation are. */
export interface ConversationHrefs {
  readonly threadId: string
  readonly conversation: string
  readonly messaging: string
  readonly typingParticipants: string
  readonly localParticipant: string
  readonly participants: readonly string[]
  readonly invitations: readonly string[]
}

/** Where the resources of a user's newest application are. */
export interface ApplicationHrefs {
  readonly application: string
  readonly events: string
  readonly me: string
  readonly communication: string
  readonly conversations: readonly ConversationHrefs[]
}

/** A meeting as somebody schedules it. */
export interface MeetingDescription {
  /** A user, by SIP URI or bare address. She leads. */
  readonly organizer: string
  readonly subject?: string
  /** Users who lead as well. */
  readonly leaders?: readonly string[]
  /** Others than leaders wait until a leader admits them. Default false. */
  readonly lobby?: boolean
  /** With it, strangers may get a token for the meeting. */
  readonly conferenceKey?: string
}

/** A meeting that was scheduled. */
export interface MeetingControl {
  /** `<organizer>;gruu;opaque=app:conf:focus:id:<id>`. */
  readonly onlineMeetingUri: string
  /** Ends it for everybody who is there, or waits to be admitted. It can be joined anew. */
  readonly end: () => void
}

/** Makes a page of events out of its own address, the next one's, and the hrefs of the user's resources. */
export type MakePage = (self: string, next: string, hrefs: ApplicationHrefs) => unknown

/**
 * What a test can do to a server beyond being its client.
 *
 * Users are named by SIP URI or bare address; an unknown one, or one without
 * an application where one is needed, is the test's mistake and throws. A user
 * with several applications is taken by the newest. The log tells the URI of an
 * anonymous user, who is known for as long as she has an application.
 */
export interface Control {
  readonly user: (uri: string) => Puppet
  /** Schedules a meeting, which anybody may join by its URI. */
  readonly meeting: (meeting: MeetingDescription) => MeetingControl

  /** Every token of the user is worthless from now on. */
  readonly expireToken: (uri: string) => void
  /** The user signs in at the page to which the passive grant sends her; from then on it gives her tokens. */
  readonly signInAtPage: (uri: string) => void
  /** The page has forgotten the user. */
  readonly signOutAtPage: (uri: string) => void
  /** Ends every application of the user. Default 404. */
  readonly expireApplication: (uri: string, end?: ApplicationEnd) => void
  /** As after a restart of the server: all applications are gone, connections broken. */
  readonly forgetApplications: () => void

  /** The next P-GET is answered with `resync` alone. */
  readonly resync: (uri: string) => void
  /** Closes the user's conversations and presence subscriptions, without events to her, and answers the next P-GET with `resume`. */
  readonly resume: (uri: string) => void
  /**
   * Answers the next P-GET with just this. A page with a link `next` or
   * `resume` counts, as any other; text, or a page without, leaves the P-GET to
   * be asked again.
   */
  readonly push: (uri: string, page: string | Readonly<Record<string, unknown>> | MakePage) => void
  /** Puts sender blocks in the queue as they are. */
  readonly emit: (uri: string, blocks: readonly unknown[]) => void
  readonly hrefs: (uri: string) => ApplicationHrefs

  /** How many P-GETs of the user wait. */
  readonly parked: (uri: string) => number
  /** Resolves when a P-GET of the user waits. */
  readonly untilParked: (uri: string) => Promise<void>

  readonly intercept: (matcher: Matcher, intervention: Intervention) => Interception

  /** What has taken effect, oldest first; only the newest 10,000. */
  readonly log: () => readonly JournalEntry[]
  /** Calls back with whatever takes effect from now on; returns what ends that. */
  readonly followLog: (listener: (entry: JournalEntry) => void) => () => void
  /** How often each thing has taken effect: `messageAccepted`, `invitationCompleted Declined`, … */
  readonly counts: () => Readonly<Record<string, number>>
}

const hrefsOf = (site: Site, application: Application): ApplicationHrefs => ({
  application: hrefIn(application, 'application'),
  events: application.channel.newest()?.href() ?? '',
  me: hrefIn(application, 'me'),
  communication: hrefIn(application, 'communication'),
  conversations: site.calls.legsIn(application).map((leg) => ({
    threadId: leg.call.threadId,
    conversation: hrefUnder(application, leg, 'conversation'),
    messaging: hrefUnder(application, leg, 'messaging'),
    typingParticipants: hrefUnder(application, leg, 'typingParticipants'),
    localParticipant: participantHref(application, leg, leg),
    participants: [...leg.roster].map((who) => participantHref(application, leg, who)),
    invitations: [...leg.invitations.values()].map((side) => invitationHref(application, side)),
  })),
})

export const createControl = (site: Site, interventions: Interventions): Control => {
  const strangerOf = (uri: string): Account | undefined =>
    site.applications.all().find(({ account }) => account.uri === sipUri(uri))?.account
  const accountOf = (uri: string): Account => {
    const account = site.accounts.find(uri) ?? strangerOf(uri)
    if (account === undefined) throw new Error(`there is no user ${uri}`)
    return account
  }
  const applicationOf = (uri: string): Application => {
    const application = site.applications.of(accountOf(uri)).at(-1)
    if (application === undefined) throw new Error(`${uri} has no application`)
    return application
  }
  const channelOf = (uri: string): EventChannel => {
    const channel = applicationOf(uri).channel.newest()
    if (channel === undefined) throw new Error(`${uri} has no event channel`)
    return channel
  }
  return {
    user: (uri) => createPuppet(site, accountOf(uri)),
    meeting: ({ organizer, subject = '', leaders = [], lobby = false, conferenceKey }) => {
      const { uri: organizerUri, name: organizerName } = accountOf(organizer)
      const uri = meetingUri(organizerUri, site.random)
      const leaderUris = leaders.map((leader) => accountOf(leader).uri)
      const meeting = scheduleMeeting({ uri, organizerName, subject, leaders: leaderUris, hasLobby: lobby })
      site.meetings.add(meeting)
      if (conferenceKey !== undefined) site.conferenceKeys.set(sipUri(uri), conferenceKey)
      return { onlineMeetingUri: uri, end: () => endMeeting(site, meeting) }
    },
    expireToken: (uri) => site.tokens.expire(accountOf(uri)),
    signInAtPage: (uri) => void site.atSignInPage.add(accountOf(uri)),
    signOutAtPage: (uri) => {
      site.atSignInPage.delete(accountOf(uri))
      forgetCookies(site, accountOf(uri))
    },
    expireApplication: (uri, end = 404) => {
      for (const application of site.applications.of(accountOf(uri))) {
        endApplication(site, application, end === 404 ? applicationNotFound : gone(end), String(end))
      }
    },
    forgetApplications: () => forgetApplications(site),
    resync: (uri) => channelOf(uri).override({ kind: 'resync' }),
    resume: (uri) => {
      const application = applicationOf(uri)
      vanish(site, site.calls.legsIn(application))
      dropSubscriptions(site, application)
      for (const channel of application.channel.all()) {
        channel.clear()
        channel.override({ kind: 'resume' })
      }
    },
    push: (uri, page) => {
      const application = applicationOf(uri)
      const channel = channelOf(uri)
      if (typeof page === 'string') return channel.override({ kind: 'text', text: page })
      channel.override({
        kind: 'page',
        make: (self, next) => (typeof page === 'function' ? page(self, next, hrefsOf(site, application)) : page),
      })
    },
    emit: (uri, blocks) => {
      const { channel } = applicationOf(uri)
      for (const block of blocks) channel.add({ block }, 'high')
    },
    hrefs: (uri) => hrefsOf(site, applicationOf(uri)),
    parked: (uri) =>
      site.applications
        .of(accountOf(uri))
        .flatMap(({ channel }) => channel.all())
        .filter((channel) => channel.isParked()).length,
    untilParked: (uri) => channelOf(uri).whenParked(),
    intercept: (matcher, intervention) => {
      const wanted = matcher.user === undefined ? undefined : accountOf(matcher.user)
      return interventions.add(matcher, (account) => wanted === undefined || account === wanted, intervention)
    },
    log: site.journal.entries,
    followLog: site.journal.follow,
    counts: site.journal.counts,
  }
}
