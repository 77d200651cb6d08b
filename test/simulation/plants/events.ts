import {
  isEvent,
  inHttp,
  misreading,
  misreadingEvent,
  misreadingEvents,
  type PlantedFault,
  type PlantedPage,
} from './planting.ts'

const takesInDeletionsForDepartures: PlantedFault = {
  name: 'takesInDeletionsForDepartures',
  invariant: 'viewEqualsServer',
  faults: [],
  seed: 103,
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
  seed: 51,
  client: inHttp(
    misreadingEvents((events) =>
      events.filter((event) => !isEvent(event) || event.type !== 'deleted' || event.in !== undefined),
    ),
  ),
}

type Blocks = NonNullable<PlantedPage['sender']>

const hasMessage = ({ events }: Blocks[number]): boolean =>
  Array.isArray(events) && events.some((event) => isEvent(event) && event.link.rel === 'message')

/** Every other time the messages of one page come after those of the next. */
const swapsMessages: PlantedFault = {
  name: 'swapsMessages',
  invariant: 'deliveredOnceInOrder',
  seed: 5,
  client: inHttp((http) => {
    let late: Blocks = []
    return misreading((page) => {
      const sender = page.sender ?? []
      if (!sender.some(hasMessage)) return page
      const before = late
      late = before.length === 0 ? sender.filter(hasMessage) : []
      return { ...page, sender: [...sender.filter((block) => !late.includes(block)), ...before] }
    })(http)
  }),
}

const reportsFailedAsDelivered: PlantedFault = {
  name: 'reportsFailedAsDelivered',
  invariant: 'senderToldTruth',
  seed: 56,
  client: inHttp(
    misreadingEvent((event) => {
      if (event.link.rel !== 'message' || event.status !== 'Failure') return event
      const { reason, ...rest } = event
      return reason === undefined ? event : { ...rest, status: 'Success' }
    }),
  ),
}

/** Takes whatever completes an invitation for its acceptance. */
const takesRefusalForAcceptance: PlantedFault = {
  name: 'takesRefusalForAcceptance',
  invariant: 'inviterToldTruth',
  seed: 1,
  client: inHttp(
    misreadingEvent((event) => {
      if (event.type !== 'completed' || !event.link.rel.endsWith('Invitation')) return event
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
  takesRefusalForAcceptance,
]
