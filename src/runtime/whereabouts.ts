import type { CreatedApplication } from '../../machines/sessionEvent.ts'
import { resolveHref } from '../protocol/hypermedia.ts'
import type { Directory } from './directory.ts'
import { IncomingInvitationRecord } from './incomingInvitation.ts'
import { Observed } from './observed.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'

type Who = Pick<ResumePoint, 'signInAddress' | 'endpointId' | 'instanceId'>

const isSame = (one: ResumePoint | undefined, other: ResumePoint | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/**
 * From where another client could go on: behind the last page whose events have
 * been handed out. What waits to be handed out counts as not yet received.
 */
export class Whereabouts extends Observed {
  readonly #who: Who
  readonly #directory: Pick<Directory, 'invitations'>
  #at: { readonly application: string; readonly next: string } | undefined
  #last: ResumePoint | undefined

  constructor(who: Who, directory: Directory) {
    super()
    this.#who = who
    this.#directory = directory
    directory.invitationAdded.subscribe(() => this.changed())
  }

  /** The same object until it changes; after the end the last one. */
  get point(): ResumePoint | undefined {
    if (this.isOver) return this.#last
    const now = this.#read()
    if (!isSame(now, this.#last)) this.#last = now
    return this.#last
  }

  begin({ application, url, events }: CreatedApplication): void {
    this.#at = { application: resolveHref(application._links.self.href, url), next: events }
    this.changed()
  }

  /** The events of a page have been handed out. */
  moveOn(next: string): void {
    if (this.#at === undefined) return
    this.#at = { ...this.#at, next }
    this.changed()
  }

  /** The application is gone. */
  forget(): void {
    this.#at = undefined
    this.changed()
  }

  /** Keeps what it is now: closing a client is how one goes that comes back. */
  override end(): void {
    this.#last = this.point
    super.end()
  }

  #read(): ResumePoint | undefined {
    if (this.#at === undefined) return undefined
    const ringing = this.#directory.invitations.filter((invitation) => invitation instanceof IncomingInvitationRecord)
    return {
      version: 1,
      ...this.#who,
      ...this.#at,
      invitations: ringing.map(({ href, rel }) => ({ href, rel })),
    }
  }
}
