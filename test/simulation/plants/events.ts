import { either as E } from 'fp-ts'
import { isEvent, isPoll, inHttp, misreadingEvent, misreadingEvents, type PlantedFault } from './planting.ts'

const takesInDeletionsForDepartures: PlantedFault = {
  name: 'takesInDeletionsForDepartures',
  invariant: 'viewEqualsServer',
  seed: 0,
  client: inHttp(
    misreadingEvent((event) => {
      const { in: place, ...rest } = event
      return event.type === 'deleted' && place?.rel === 'typingParticipants' ? rest : event
    }),
  ),
}

const forgetsDeletions: PlantedFault = {
  name: 'forgetsDeletions',
  invariant: 'viewEqualsServer',
  seed: 0,
  client: inHttp(
    misreadingEvents((events) =>
      events.filter((event) => !isEvent(event) || event.type !== 'deleted' || event.link.rel !== 'conversation'),
    ),
  ),
}

const swapsMessages: PlantedFault = {
  name: 'swapsMessages',
  invariant: 'deliveredOnceInOrder',
  seed: 0,
  client: inHttp(
    misreadingEvents((events) =>
      events.every((event) => isEvent(event) && event.link.rel === 'message') ? events.toReversed() : events,
    ),
  ),
}

const reportsFailedAsDelivered: PlantedFault = {
  name: 'reportsFailedAsDelivered',
  invariant: 'senderToldTruth',
  seed: 0,
  client: inHttp(
    misreadingEvent((event) => {
      if (event.link.rel !== 'message' || event.status !== 'Failure') return event
      const { reason, ...rest } = event
      return reason === undefined ? event : { ...rest, status: 'Success' }
    }),
  ),
}

/** Hears of a message of its own by its address alone, and so of none whose 201 has not come. */
const matchesByLocationOnly: PlantedFault = {
  name: 'matchesByLocationOnly',
  invariant: 'senderToldTruth',
  seed: 0,
  client: inHttp((http) => (request, signal) => async () => {
    const outcome = await http(request, signal)()
    if (!isPoll(request) || E.isLeft(outcome)) return outcome
    return E.right({ ...outcome.right, text: outcome.right.text.replaceAll(/"operationId":"[^"]*",?/g, '') })
  }),
}

/** Forgets where the server put a message of its own. */
const forgetsLocations: PlantedFault = {
  name: 'forgetsLocations',
  invariant: 'senderToldTruth',
  seed: 0,
  client: inHttp((http) => (request, signal) => async () => {
    const outcome = await http(request, signal)()
    if (request.operation !== 'sendMessage' || E.isLeft(outcome)) return outcome
    const { header } = outcome.right
    return E.right({
      ...outcome.right,
      header: (name) => (name.toLowerCase() === 'location' ? undefined : header(name)),
    })
  }),
}

export const eventPlants: readonly PlantedFault[] = [
  takesInDeletionsForDepartures,
  forgetsDeletions,
  swapsMessages,
  reportsFailedAsDelivered,
  matchesByLocationOnly,
  forgetsLocations,
]
