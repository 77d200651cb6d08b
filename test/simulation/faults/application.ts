import type { ApplicationEnd, Control } from '../../../src/server/index.ts'
import type { Disaster } from './disaster.ts'

/** What can be done to somebody only while she has an application. */
const whereOnline = (act: () => void): boolean => {
  try {
    act()
    return true
  } catch (cause) {
    if (cause instanceof Error && / has no |^there is no user /.test(cause.message)) return false
    throw cause
  }
}

const toUser = (name: string, act: (control: Control, uri: string) => void): Disaster => ({
  name,
  strike: ({ server: { control } }, { uri, knownAs }) => {
    const known = knownAs()
    return known !== undefined && whereOnline(() => act(control, known)) ? uri : undefined
  },
})

const ends: readonly [ApplicationEnd, ...ApplicationEnd[]] = [
  404,
  404,
  'InactiveApplicationExpired',
  'TooManyApplications',
  'UserAgentNotAllowed',
]

export const tokenExpires = toUser('tokenExpires', (control, uri) => control.expireToken(uri))

export const resync = toUser('resync', (control, uri) => control.resync(uri))

export const resume = toUser('resume', (control, uri) => control.resume(uri))

export const applicationExpires: Disaster = {
  name: 'applicationExpires',
  strike: ({ server: { control } }, { uri, knownAs }, chance) => {
    const known = knownAs()
    if (known === undefined) return undefined
    const end = chance.pick(ends)
    return whereOnline(() => control.expireApplication(known, end)) ? `${uri} ${end}` : undefined
  },
}

export const serverRestarts: Disaster = {
  name: 'serverRestarts',
  strike: ({ server: { control } }) => {
    control.forgetApplications()
    return 'everybody'
  },
}

const strange: readonly unknown[] = [
  42,
  { rel: 'weather', href: '/weather', events: [{ link: { rel: 'rain', href: '/rain' }, type: 'fell' }] },
  { rel: 'communication', events: [{ type: 'updated' }, null, { link: 'no link', type: 'added' }] },
  { rel: 'communication', events: [{ link: { rel: 'conversation' }, type: 'added' }] },
]

export const undecodable = toUser('undecodable', (control, uri) => control.emit(uri, strange))

/** The page of the passive grant knows the user no more. */
export const pageForgets = toUser('pageForgets', (control, uri) => control.signOutAtPage(uri))

/** A page that is none at all; the poll has to be repeated. */
export const garbage = toUser('garbage', (control, uri) => control.push(uri, '{"_links": {"next": '))

/** Another instance of the same application takes the event channel over, several times in a row. */
export const foreignInstance: Disaster = {
  name: 'foreignInstance',
  strike: ({ server, clock }, device, chance) => {
    const place = device.party().place()
    if (place === undefined) return undefined
    const request = {
      method: 'GET',
      url: place.events,
      headers: { authorization: place.authorization, accept: 'application/json' },
      body: '',
    }
    const fight = async (left: number): Promise<void> => {
      const answer = await server.handle(request)
      if (left === 0 || !('status' in answer) || answer.status !== 409) return
      clock.setTimeout(() => void fight(left - 1), 200)
    }
    const rounds = chance.between(0, 3)
    void fight(rounds)
    return `${device.name} ${rounds + 1} times`
  },
}
