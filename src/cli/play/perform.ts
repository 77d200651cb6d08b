import type { Clock, Format } from '../../index.ts'
import type { UcwaServer } from '../../server/index.ts'
import { createPatience } from '../terminal/patience.ts'
import type { Screen } from '../terminal/screen.ts'
import { uriOf, type Ticket } from './cast.ts'
import { play } from './play.ts'
import { createGuest, createPlayer, seenBy, type Player } from './player.ts'
import { sightingLine } from './sightingLine.ts'
import type { Watch } from './stay.ts'
import { tally, uncounted, type Row, type Witness } from './tally.ts'

interface Performance {
  readonly server: UcwaServer
  /** Where the server listens. */
  readonly url: string
  readonly format: Format
  /** Where every step is shown. */
  readonly screen: Screen
  readonly clock: Clock
  /** How long anything may take, in milliseconds. */
  readonly patience: number
  /** Told of every client of the play before anything happens to it. */
  readonly watch?: Watch
}

/** What the clients saw, and what the server wrote. */
export interface Review {
  readonly names: readonly string[]
  readonly rows: readonly Row[]
  /** Beyond the counts. */
  readonly trouble: readonly string[]
}

const review = ({ control }: UcwaServer, players: readonly Player[]): Review => {
  const witnesses = players.map((player): Witness => {
    const { name, uri } = player
    return { name, uri: uri(), sightings: seenBy(player) }
  })
  const log = control.log()
  return {
    names: witnesses.map(({ name }) => name),
    rows: tally(witnesses, log),
    trouble: [
      ...uncounted(witnesses, log).map((what) => `the server wrote ${what}, which nobody saw`),
      ...witnesses.flatMap(({ name, sightings }) =>
        sightings.flatMap((sighting) => (sighting.kind === 'trouble' ? [`${name}: ${sighting.what}`] : [])),
      ),
    ],
  }
}

/** Tosh has planned a meeting, and told Ida where. */
const inviteGuest = ({ control }: UcwaServer): Ticket => {
  const conferenceKey = 'A7-PIZZA'
  const plan = { organizer: uriOf('Tosh'), subject: 'Plans', lobby: true, conferenceKey }
  return { onlineMeetingUri: control.meeting(plan).onlineMeetingUri, conferenceKey }
}

/**
 * Plays the play, and shows every step of it. Rejects with a Disappointment when
 * anything does not come about. Leaves nothing behind but what the server wrote.
 */
export const perform = async (performance: Performance): Promise<Review> => {
  const { server, url, format, screen, clock, patience, watch } = performance
  const ticket = inviteGuest(server)
  const [tosh, lene, ann] = [
    createPlayer('Tosh', url, format),
    createPlayer('Lene', url, format),
    createPlayer('Ann', url, format),
  ]
  const ida = createGuest('Ida', ticket, url, format)
  const players = [tosh, lene, ann, ida]
  for (const { name, client } of players) watch?.(client, name)
  const scene = (title: string) => {
    screen.print()
    screen.print(screen.paint('bold', `── ${title}`))
  }
  for (const { name, sightings$ } of players) {
    sightings$.subscribe((sighting) => {
      const line = sightingLine(clock.now(), name, sighting, screen.paint)
      if (line !== undefined) screen.print(line)
    })
  }
  const { onlineMeetingUri } = ticket
  try {
    await play({ tosh, lene, ann, ida, onlineMeetingUri, scene, patience: createPatience(clock, patience) })
    return review(server, players)
  } finally {
    for (const { client } of players) client.close()
  }
}
