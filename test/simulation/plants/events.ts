import { isEvent, inHttp, misreadingEvent, misreadingEvents, type PlantedFault } from './planting.ts'

const takesInDeletionsForDepartures: PlantedFault = {
  name: 'takesInDeletionsForDepartures',
  invariant: 'viewEqualsServer',
  seed: 94,
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
  seed: 4,
  client: inHttp(
    misreadingEvents((events) =>
      events.filter((event) => !isEvent(event) || event.type !== 'deleted' || event.link.rel !== 'conversation'),
    ),
  ),
}

const swapsMessages: PlantedFault = {
  name: 'swapsMessages',
  invariant: 'deliveredOnceInOrder',
  seed: 5,
  client: inHttp(
    misreadingEvents((events) =>
      events.every((event) => isEvent(event) && event.link.rel === 'message') ? events.toReversed() : events,
    ),
  ),
}

const reportsFailedAsDelivered: PlantedFault = {
  name: 'reportsFailedAsDelivered',
  invariant: 'senderToldTruth',
  seed: 17,
  client: inHttp(
    misreadingEvent((event) => {
      if (event.link.rel !== 'message' || event.status !== 'Failure') return event
      const { reason, ...rest } = event
      return reason === undefined ? event : { ...rest, status: 'Success' }
    }),
  ),
}

export const eventPlants: readonly PlantedFault[] = [
  takesInDeletionsForDepartures,
  forgetsDeletions,
  swapsMessages,
  reportsFailedAsDelivered,
]
