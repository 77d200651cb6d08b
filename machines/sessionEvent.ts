import type { Failure, SignInFailure } from '../src/protocol/failure.ts'
import type { Application } from '../src/protocol/resource/application.ts'

export type SessionEvent =
  | { readonly type: 'session.signIn' }
  | { readonly type: 'session.signOut' }
  | { readonly type: 'session.suspend' }
  | { readonly type: 'session.resume' }
  /** The machine was asleep, or without a network, and is back: no pause is worth its rest. */
  | { readonly type: 'session.wake' }
  /** Some request was answered that the application is not there any more. */
  | { readonly type: 'application.notFound' }
  /** Some request was answered that the application was ended, and why. */
  | { readonly type: 'application.ended'; readonly cause: Failure }

/** What stopped a step, and when it is worth another try: `in` milliseconds, `at` milliseconds since 1970. */
export interface Setback {
  readonly failure: SignInFailure
  /** Absent: what the server said is final. */
  readonly retry: { readonly in: number; readonly at: number } | undefined
}

/** An application and the URL of the response that brought it: its hrefs are relative to that. */
export interface CreatedApplication {
  readonly application: Application
  readonly url: string
  /** Absolute. */
  readonly events: string
  /** Whether the server says that it made it now. Otherwise something may go on in it. */
  readonly isNew: boolean
}

/** Whether others can see and reach the user, or she only them: a guest of a meeting stays lurking. */
export type Visibility = 'available' | 'lurking'

/** What a step may need to know. */
export interface StepInput {
  /** Steps that have failed since the sign-in began, or since the application was lost. */
  readonly attempt: number
  /** There was an application before: the user is online, in intention, and not waiting at a sign-in form. */
  readonly recovering: boolean
}

/** What the chart of the session remembers. */
export interface SessionContext {
  /** Absolute URL of `user`, from discovery. */
  readonly user: string | undefined
  /** Absolute URL of `applications`. */
  readonly applications: string | undefined
  readonly created: CreatedApplication | undefined
  readonly attempt: number
  readonly retry: Setback['retry']
  readonly failure: SignInFailure | undefined
}
