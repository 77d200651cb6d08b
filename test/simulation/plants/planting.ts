import { either as E } from 'fp-ts'
import type { Http, HttpRequest, HttpResponse } from '../../../src/index.ts'
import type { Clock } from '../../../src/seam/clock.ts'
import type { Plant } from '../plant.ts'
import type { World } from '../world.ts'

/** A fault that is planted on purpose, and what has to find it. */
export interface PlantedFault extends Plant {
  /** The invariant that it breaks. */
  readonly invariant: string
  /** Faults that bring it out, where it is rarely seen when all may strike. */
  readonly faults?: readonly string[]
  /** Where it is seen; `usual` unless told. */
  readonly world?: World
  /** A seed in whose session that is seen, when those faults strike. */
  readonly seed: number
}

/** A fault that lies in how a client asks, or in how it takes answers. Called for each client. */
export const inHttp =
  (wrap: (http: Http, clock: Clock) => Http): NonNullable<Plant['client']> =>
  (options, make) =>
    make({ ...options, http: wrap(options.http, options.clock) })

export const isPoll = ({ operation }: HttpRequest): boolean => operation === 'events'

/** One event, as far as plants read it. */
export interface PlantedEvent {
  readonly link: { readonly rel: string; readonly href: string }
  readonly in?: { readonly rel: string }
  readonly type: string
  readonly status?: string
  readonly reason?: unknown
  readonly _embedded?: Readonly<Record<string, { readonly direction?: string; readonly status?: string }>>
}

export interface PlantedPage {
  readonly _links: Readonly<Partial<Record<'self' | 'next' | 'resume' | 'resync', { readonly href: string }>>>
  readonly sender?: readonly { readonly rel: string; readonly events: readonly PlantedEvent[] }[]
}

/** A whole page in JSON. */
export const pageIn = ({ status, text }: HttpResponse): PlantedPage | undefined => {
  if (status !== 200 || !text.startsWith('{')) return undefined
  try {
    const page = JSON.parse(text) as PlantedPage
    return typeof page._links === 'object' ? page : undefined
  } catch {
    return undefined
  }
}

/** Takes each page for what `change` makes of it. */
export const misreading =
  (change: (page: PlantedPage) => PlantedPage) =>
  (http: Http): Http =>
  (request, signal) =>
  async () => {
    const outcome = await http(request, signal)()
    if (!isPoll(request) || E.isLeft(outcome)) return outcome
    const page = pageIn(outcome.right)
    return page === undefined ? outcome : E.right({ ...outcome.right, text: JSON.stringify(change(page)) })
  }

/** Takes each list of events for what `change` makes of it. */
export const misreadingEvents = (change: (events: readonly PlantedEvent[]) => readonly PlantedEvent[]) =>
  misreading((page) => ({
    ...page,
    ...(page.sender && {
      sender: page.sender.map((block) =>
        Array.isArray(block.events) ? { ...block, events: change(block.events) } : block,
      ),
    }),
  }))

/** Events that can be read, one for one; the others pass. */
export const misreadingEvent = (change: (event: PlantedEvent) => PlantedEvent) =>
  misreadingEvents((events) => events.map((event) => (isEvent(event) ? change(event) : event)))

export const isEvent = (event: unknown): event is PlantedEvent =>
  typeof event === 'object' && event !== null && 'link' in event && typeof event.link === 'object'
