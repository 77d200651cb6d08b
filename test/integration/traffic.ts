import type { Client } from '../../src/client/client.ts'

export interface SeenTraffic {
  /** `POST presenceSubscriptions`, in order, from when this was made. */
  readonly requests: () => readonly string[]
  /** How often a request went out. */
  readonly count: (request: string) => number
}

/** What a client sends from now on, its P-GETs and reports of activity left out. */
export const trafficOf = (client: Client): SeenTraffic => {
  const seen: string[] = []
  client.traffic$.subscribe((traffic) => {
    if (traffic.kind !== 'request' || ['events', 'reportMyActivity'].includes(traffic.operation)) return
    seen.push(`${traffic.method} ${traffic.operation}`)
  })
  return { requests: () => [...seen], count: (request) => seen.filter((other) => other === request).length }
}
