import type { Client } from '../../../src/index.ts'
import type { Act } from './act.ts'

const resting: ReadonlySet<string> = new Set(['signedOut', 'ended', 'replaced', 'suspended'])

/** Does nothing until it is told to. */
export const isResting = ({ status$ }: Client): boolean => resting.has(status$.getSnapshot().state)

/** A user who is not online, or was put off, wants to be. */
export const connect: Act = {
  name: 'connect',
  weight: 15,
  perform: ({ client }) => {
    const { state } = client.status$.getSnapshot()
    if (!isResting(client)) return undefined
    client.connect().catch(() => undefined)
    return `from ${state}`
  },
}

export const suspend: Act = {
  name: 'suspend',
  weight: 1,
  perform: ({ client }) => {
    client.suspend()
    return ''
  },
}

export const resume: Act = {
  name: 'resume',
  weight: 4,
  perform: ({ client }) => {
    if (client.status$.getSnapshot().state !== 'suspended') return undefined
    client.resume()
    return ''
  },
}

export const signOut: Act = {
  name: 'signOut',
  weight: 0.5,
  perform: ({ client }) => {
    client.signOut().catch(() => undefined)
    return ''
  },
}
