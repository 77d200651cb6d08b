import type { Link, Viewing } from './viewing.ts'

/** What the part of an address after # tells. */
export interface Address extends Link {
  readonly token?: string
  readonly maySend: boolean
}

export const readAddress = (hash: string): Address => {
  const members = new URLSearchParams(hash.replace(/^#/, ''))
  const [token, actor, at] = [members.get('token'), members.get('actor'), members.get('at')]
  return {
    maySend: members.get('commands') === 'on',
    ...(token === null ? {} : { token }),
    ...(actor === null ? {} : { actor }),
    ...(at === null || !/^\d+$/.test(at) ? {} : { n: Number(at) }),
  }
}

/** The address of what the user looks at. */
export const hashOf = (hash: string, { place, actor }: Pick<Viewing, 'place' | 'actor'>): string => {
  const members = new URLSearchParams(hash.replace(/^#/, ''))
  if (actor === undefined) members.delete('actor')
  else members.set('actor', actor.actor)
  if (place === 'live') members.delete('at')
  else members.set('at', `${place.n}`)
  return `#${members.toString()}`
}
