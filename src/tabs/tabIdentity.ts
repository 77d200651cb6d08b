import type { ResumePoint } from '../protocol/resumePoint.ts'

/** What the client of a tab has to be made with. */
export interface TabIdentity {
  /** The same in all tabs. */
  readonly endpointId: string
  /** Of this tab, where it has an event channel of its own. */
  readonly instanceId?: string
  /** Where this tab, or the one that led before, was. */
  readonly resumeFrom?: ResumePoint
}
