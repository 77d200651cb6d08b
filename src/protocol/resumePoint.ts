import * as t from 'io-ts'
import { fromOneTo, HttpUrl, NotEmpty } from './rule.ts'
import { struct } from './struct.ts'

const InvitationRel = t.keyof(
  { messagingInvitation: null, participantInvitation: null, onlineMeetingInvitation: null },
  'must be the name of an invitation',
)

const Ringing = struct('must be an invitation', { href: HttpUrl, rel: InvitationRel }, {})

export const ResumePoint: t.Type<ResumePoint> = struct(
  'must be a resume point',
  {
    version: t.literal(1, 'must be 1'),
    signInAddress: NotEmpty,
    endpointId: fromOneTo(100),
    application: HttpUrl,
    next: HttpUrl,
    invitations: t.readonlyArray(Ringing, 'must be a list'),
  },
  { instanceId: fromOneTo(100) },
)

/**
 * Where a client was: enough for another one to go on with the very next event.
 * Plain data for JSON. Holds no token and no password; without the user's
 * credentials it opens nothing.
 */
export interface ResumePoint {
  readonly version: 1
  /** Whose. */
  readonly signInAddress: string
  readonly endpointId: string
  readonly instanceId?: string | null
  /** Absolute URL. */
  readonly application: string
  /** Absolute URL of the next P-GET. */
  readonly next: string
  /** Invitations to the user that ring, by absolute URL: no list at the server has them. */
  readonly invitations: readonly { readonly href: string; readonly rel: t.TypeOf<typeof InvitationRel> }[]
}
