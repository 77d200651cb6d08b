import { announceTyping } from './announce.ts'
import type { Leg } from './call.ts'

/** The others who can see what this side writes. */
export const readersOf = ({ roster }: Leg): readonly Leg[] =>
  [...roster].filter(({ messaging }) => messaging === 'Connected')

/** Somebody has sent, gone, or not said for a while that she is still typing. */
export const stopTyping = (leg: Leg): void => {
  if (leg.stopTyping === undefined) return
  leg.stopTyping()
  leg.stopTyping = undefined
  for (const other of readersOf(leg)) announceTyping(other, leg, 'deleted')
}
