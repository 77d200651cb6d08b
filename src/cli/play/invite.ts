import { lastValueFrom } from 'rxjs'
import type { IncomingInvitation, OutgoingInvitation } from '../../index.ts'
import { Disappointment, type Patience } from '../terminal/patience.ts'
import { sees, type Player } from './player.ts'
import type { Stage } from './stage.ts'

/** An invitation as both see it, ringing. */
export interface Ringing {
  readonly sent: OutgoingInvitation
  readonly received: IncomingInvitation
}

/** How an invitation ends is seen by whoever sent it, too. */
export const followed = ({ sightings$ }: Player, sent: OutgoingInvitation): OutgoingInvitation => {
  sent.state$.subscribe({ complete: () => sightings$.next({ kind: 'ended', outcome: sent.state$.getSnapshot() }) })
  return sent
}

type Fits = (invitation: IncomingInvitation) => boolean

/** What was sent rings at somebody, unless it is over before. */
export const rings = async (
  { patience }: Pick<Stage, 'patience'>,
  [from, sent]: readonly [Player, OutgoingInvitation],
  to: Player,
  [what, fits]: readonly [string, Fits],
): Promise<Ringing> => {
  const ring = patience(
    `${to.name} sees the invitation to ${what}`,
    sees(to, 'ring', ({ invitation }) => fits(invitation)),
  )
  const isOver = followed(from, sent).connected.then(() => ring)
  isOver.catch(() => undefined)
  const { invitation: received } = await patience(
    `${from.name} invites ${to.name} to ${what}`,
    Promise.race([ring, isOver]),
  )
  return { sent, received }
}

/** Tosh invites Lene; both see it. */
export const invite = (stage: Stage, subject: string, message?: string): Promise<Ringing> => {
  const { tosh, lene } = stage
  const sent = tosh.client.startMessaging({ to: lene.uri(), subject, ...(message === undefined ? {} : { message }) })
  return rings(stage, [tosh, sent], lene, [`“${subject}”`, (invitation) => invitation.subject === subject])
}

/** Both see the invitation end in the same way. */
export const bothSee = async ({ sent, received }: Ringing, outcome: string, patience: Patience): Promise<void> => {
  const ends = await Promise.all([
    patience(`Tosh sees the invitation ${outcome}`, lastValueFrom(sent.state$)),
    patience(`Lene sees the invitation ${outcome}`, lastValueFrom(received.state$)),
  ])
  if (ends.some((end) => end !== outcome)) {
    throw new Disappointment(`the invitation ends as ${outcome}: Tosh saw ${ends[0]}, Lene ${ends[1]}`)
  }
}
