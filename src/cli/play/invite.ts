import { lastValueFrom } from 'rxjs'
import type { IncomingInvitation, OutgoingInvitation } from '../../index.ts'
import { Disappointment, type Patience } from '../terminal/patience.ts'
import { sees } from './player.ts'
import type { Stage } from './stage.ts'

/** An invitation as both see it, ringing. */
export interface Ringing {
  readonly sent: OutgoingInvitation
  readonly received: IncomingInvitation
}

/** Tosh invites Lene; both see it. */
export const invite = async ({ tosh, lene, patience }: Stage, subject: string, message?: string): Promise<Ringing> => {
  const sent = tosh.client.startMessaging({ to: lene.uri, subject, ...(message === undefined ? {} : { message }) })
  sent.state$.subscribe({ complete: () => tosh.sightings$.next({ kind: 'ended', outcome: sent.state$.getSnapshot() }) })
  const ring = patience(
    `Lene sees the invitation to “${subject}”`,
    sees(lene, 'ring', ({ invitation }) => invitation.subject === subject),
  )
  const isOver = sent.connected.then(() => ring)
  isOver.catch(() => undefined)
  const { invitation: received } = await patience(`Tosh invites Lene to “${subject}”`, Promise.race([ring, isOver]))
  return { sent, received }
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
