import { filter, firstValueFrom, ReplaySubject } from 'rxjs'
import type { Client } from '../../index.ts'
import { addressOf, clientOf, type Name } from './cast.ts'
import { sightingsOf, type Sighting } from './sighting.ts'

/** One of the two people of the play, with her client and all that it saw. */
export interface Player {
  readonly name: string
  /** SIP URI. */
  readonly uri: string
  readonly client: Client
  /** All that was seen so far, then what comes. */
  readonly sightings$: ReplaySubject<Sighting>
}

export const createPlayer = (name: Name, rootUrl: string): Player => {
  const client = clientOf(name, rootUrl)
  const sightings$ = new ReplaySubject<Sighting>()
  sightingsOf(client).subscribe((sighting) => sightings$.next(sighting))
  return { name, uri: `sip:${addressOf(name)}`, client, sightings$ }
}

type Of<Kind extends Sighting['kind']> = Extract<Sighting, { readonly kind: Kind }>

/** The first thing of a kind that the player sees, or has seen, and that fits. */
export const sees = <Kind extends Sighting['kind']>(
  { sightings$ }: Player,
  kind: Kind,
  fits: (sighting: Of<Kind>) => boolean,
): Promise<Of<Kind>> =>
  firstValueFrom(sightings$.pipe(filter((sighting): sighting is Of<Kind> => isOf(kind, sighting) && fits(sighting))))

const isOf = <Kind extends Sighting['kind']>(kind: Kind, sighting: Sighting): sighting is Of<Kind> =>
  sighting.kind === kind
