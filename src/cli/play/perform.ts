import type { Clock } from '../../index.ts'
import type { UcwaServer } from '../../server/index.ts'
import { createPatience, Disappointment } from '../terminal/patience.ts'
import { done, failed, type Exit } from '../terminal/program.ts'
import type { Screen } from '../terminal/screen.ts'
import { play } from './play.ts'
import { createPlayer, type Player } from './player.ts'
import type { Sighting } from './sighting.ts'
import { sightingLine } from './sightingLine.ts'
import { differences, summaryLines } from './summary.ts'
import { tally, uncounted, type Witness } from './tally.ts'

interface Performance {
  readonly server: UcwaServer
  /** Where the server listens. */
  readonly url: string
  readonly screen: Screen
  readonly clock: Clock
  /** How long anything may take, in milliseconds. */
  readonly patience: number
}

const witness = ({ name, uri, sightings$ }: Player): Witness => {
  const sightings: Sighting[] = []
  sightings$.subscribe((sighting) => sightings.push(sighting)).unsubscribe()
  return { name, uri, sightings }
}

/** Compares what the clients saw with what the server wrote, and says what is wrong. */
const review = ({ server, screen }: Performance, players: readonly Player[]): readonly string[] => {
  const witnesses = players.map(witness)
  const names = witnesses.map(({ name }) => name)
  const log = server.control.log()
  const rows = tally(witnesses, log)
  for (const line of summaryLines(names, rows, screen.paint)) screen.print(line)
  return [
    ...differences(names, rows),
    ...uncounted(log).map((what) => `the server wrote ${what}, which nobody saw`),
    ...witnesses.flatMap(({ name, sightings }) =>
      sightings.flatMap((sighting) => (sighting.kind === 'trouble' ? [`${name}: ${sighting.what}`] : [])),
    ),
  ]
}

/** Plays the play, shows every step of it, and counts at the end. Leaves nothing behind but what the server wrote. */
export const perform = async (performance: Performance): Promise<Exit> => {
  const { url, screen, clock, patience } = performance
  const [tosh, lene] = [createPlayer('Tosh', url), createPlayer('Lene', url)]
  const scene = (title: string) => {
    screen.print()
    screen.print(screen.paint('bold', `── ${title}`))
  }
  for (const { name, sightings$ } of [tosh, lene]) {
    sightings$.subscribe((sighting) => {
      const line = sightingLine(clock.now(), name, sighting, screen.paint)
      if (line !== undefined) screen.print(line)
    })
  }
  try {
    await play({ tosh, lene, scene, patience: createPatience(clock, patience) })
    scene('What the two clients saw, and what the server wrote down')
    const wrong = review(performance, [tosh, lene])
    return wrong.length === 0 ? done : failed(wrong.join('; '))
  } catch (cause) {
    if (cause instanceof Disappointment) return failed(cause.message)
    throw cause
  } finally {
    for (const { client } of [tosh, lene]) client.close()
  }
}
