import type { Participant } from '../../index.ts'
import type { Part } from './part.ts'
import type { Stage } from './stage.ts'

/** A leader does something with somebody in the meeting, or in its lobby. */
export const manage = async (
  { patience }: Pick<Stage, 'patience'>,
  [leader, meeting]: Part,
  command: 'admit' | 'eject',
  participant: Participant,
): Promise<void> => {
  const whom = participant.name ?? 'somebody'
  await patience(`${leader.name}: ${command} ${whom}`, meeting[command](participant).done)
  leader.sightings$.next({ kind: 'did', what: command, whom })
}
