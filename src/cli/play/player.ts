import { filter, firstValueFrom, mergeMap, ReplaySubject } from 'rxjs'
import type { Client, Format } from '../../index.ts'
import { clientOf, guestOf, uriOf, type Name, type Ticket } from './cast.ts'
import { sightingsOf, type Sighting } from './sighting.ts'

/** One of the people of the play, with her client and all that it saw. */
export interface Player {
  readonly name: string
  /** SIP URI. A guest gets hers from the server, and knows it once she is in a meeting. */
  readonly uri: () => string
  readonly client: Client
  /** All that was seen so far, then what comes. */
  readonly sightings$: ReplaySubject<Sighting>
}

const watching = (name: string, uri: () => string, client: Client): Player => {
  const sightings$ = new ReplaySubject<Sighting>()
  sightingsOf(client).subscribe((sighting) => sightings$.next(sighting))
  return { name, uri, client, sightings$ }
}

export const createPlayer = (name: Name, rootUrl: string, format: Format): Player =>
  watching(name, () => uriOf(name), clientOf(name, rootUrl, format))

export const createGuest = (name: string, ticket: Ticket, rootUrl: string, format: Format): Player => {
  const client = guestOf(ticket, rootUrl, format)
  let uri = ''
  client.conversationAdded$
    .pipe(mergeMap(({ localParticipant$ }) => localParticipant$))
    .subscribe((herself) => (uri = herself?.uri ?? uri))
  return watching(name, () => uri, client)
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

/** All that the player has seen so far. */
export const seenBy = ({ sightings$ }: Player): readonly Sighting[] => {
  const seen: Sighting[] = []
  sightings$.subscribe((sighting) => seen.push(sighting)).unsubscribe()
  return seen
}
