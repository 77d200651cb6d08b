import type { Clock } from '../seam/clock.ts'
import type { Logger } from '../seam/logger.ts'
import type { Random } from '../seam/random.ts'
import { silentLogger } from '../seam/logger.ts'
import { systemClock } from '../seam/clock.ts'
import { systemRandom } from '../seam/random.ts'
import { type Account, type Accounts, createAccounts, sipUri } from './accounts.ts'
import { type Applications, createApplications } from './application.ts'
import type { Meeting, PuppetSeat } from './call.ts'
import { type Calls, createCalls } from './calls.ts'
import { guardedLogger } from './guardedLogger.ts'
import { createHistory, type History } from './history.ts'
import { createJournal, type Journal } from './journal.ts'
import { organizerOf, scheduleMeeting } from './scheduledMeeting.ts'
import { createMeetings, type Meetings } from './meetings.ts'
import {
  type AnonymousMeeting,
  defaultLimits,
  defaultTimes,
  defaultUsers,
  type Limits,
  type ServerOptions,
  type Times,
} from './options.ts'
import { readOrigins } from './origins.ts'
import { createOutstanding, type Outstanding } from './outstanding.ts'
import { createStandings, type Standings } from './standing.ts'
import { createSubscriptions, type Subscriptions } from './subscriptions.ts'
import { createTimers, type Timers } from './timers.ts'
import { createTokens, type Tokens } from './tokens.ts'
import type { Treatment } from './treatment.ts'

/** Everything one server holds. Two servers share nothing. */
export interface Site {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly times: Times
  readonly limits: Limits
  readonly messageOperationIds: boolean
  readonly hrefQueries: boolean
  readonly applicationsRevision: 1 | 2
  readonly bodilessEvents: ReadonlySet<string>
  readonly timers: Timers
  readonly accounts: Accounts
  readonly tokens: Tokens
  /** Keys of the conferences that strangers may join, by URI. */
  readonly conferenceKeys: Map<string, string>
  /** Whose pages may use the server, beside its own. */
  readonly allowedOrigins: ReadonlySet<string>
  /** Whom the control handle has signed in at the page of the passive grant; the last one is whose browser asks. */
  readonly atSignInPage: Set<Account>
  /** Who has signed in at that page with her own browser, by the value of its cookie. */
  readonly signInCookies: Map<string, Account>
  readonly applications: Applications
  readonly calls: Calls
  readonly history: History
  readonly meetings: Meetings
  readonly standings: Standings
  readonly subscriptions: Subscriptions
  readonly journal: Journal
  readonly treatments: Map<Account, Treatment>
  readonly outstanding: Outstanding
  readonly puppets: Map<Account, PuppetSeat>
}

const scheduled = (accounts: Accounts, { conferenceUri, subject, leaders, lobby }: AnonymousMeeting): Meeting =>
  scheduleMeeting({
    uri: conferenceUri,
    organizerName: accounts.find(organizerOf(conferenceUri))?.name ?? organizerOf(conferenceUri),
    subject: subject ?? '',
    leaders: (leaders ?? []).map(sipUri),
    hasLobby: lobby ?? false,
  })

export const createSite = (options: ServerOptions): Site => {
  const { clock = systemClock, random = systemRandom } = options
  const logger = guardedLogger(options.logger ?? silentLogger)
  const times = { ...defaultTimes, ...options.times }
  const limits = { ...defaultLimits, ...options.limits }
  const accounts = createAccounts(options.users ?? defaultUsers)
  return {
    clock,
    random,
    logger,
    times,
    limits,
    messageOperationIds: options.messageOperationIds ?? false,
    hrefQueries: options.hrefQueries ?? false,
    applicationsRevision: options.applicationsRevision ?? 2,
    bodilessEvents: new Set(options.bodilessEvents),
    timers: createTimers(clock, (cause) => logger.error(`a timer failed: ${String(cause)}`)),
    accounts,
    tokens: createTokens(accounts, clock, random, times),
    conferenceKeys: new Map(
      (options.meetings ?? []).map(({ conferenceUri, conferenceKey }) => [sipUri(conferenceUri), conferenceKey]),
    ),
    allowedOrigins: readOrigins(options.allowedOrigins ?? []),
    atSignInPage: new Set(),
    signInCookies: new Map(),
    applications: createApplications(),
    calls: createCalls(),
    history: createHistory(),
    meetings: createMeetings((options.meetings ?? []).map((meeting) => scheduled(accounts, meeting))),
    standings: createStandings(),
    subscriptions: createSubscriptions(),
    journal: createJournal(clock),
    treatments: new Map(),
    outstanding: createOutstanding(limits.batchedRequests),
    puppets: new Map(),
  }
}
