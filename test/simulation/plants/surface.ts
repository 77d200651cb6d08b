import { ignoreElements, NEVER } from 'rxjs'
import { json, type Client } from '../../../src/index.ts'
import type { PlantedFault } from './planting.ts'

/** The same client, one member of which is another. */
const withMember = <K extends keyof Client>(client: Client, name: K, member: Client[K]): Client =>
  new Proxy(client, {
    get: (target, asked) => {
      if (asked === name) return member
      const value: unknown = Reflect.get(target, asked, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })

const announcesNoGap: PlantedFault = {
  name: 'announcesNoGap',
  invariant: 'gapsAnnounced',
  faults: ['serverRestarts', 'applicationExpires', 'resume'],
  seed: 7,
  client: (options, make) => {
    const client = make(options)
    return withMember(client, 'gaps$', client.gaps$.pipe(ignoreElements()))
  },
}

const leavesTimers: PlantedFault = {
  name: 'leavesTimers',
  invariant: 'nothingLeft',
  seed: 1,
  client: (options, make) => {
    const client = make(options)
    return withMember(client, 'close', () => {
      client.close()
      options.clock.setTimeout(() => undefined, 1000)
    })
  },
}

const staysSubscribed: PlantedFault = {
  name: 'staysSubscribed',
  invariant: 'nothingLeft',
  seed: 1,
  client: (options, make) => withMember(make(options), 'gaps$', NEVER),
}

const throwsOnTyping: PlantedFault = {
  name: 'throwsOnTyping',
  invariant: 'noDefect',
  seed: 1,
  client: (options, make) => {
    const format = options.format ?? json()
    const parse: typeof format.parse = (text) => {
      if (text.includes('typingParticipants') && text.includes('deleted')) throw new Error('planted')
      return format.parse(text)
    }
    return make({ ...options, format: { ...format, parse } })
  },
}

export const surfacePlants: readonly PlantedFault[] = [announcesNoGap, leavesTimers, staysSubscribed, throwsOnTyping]
