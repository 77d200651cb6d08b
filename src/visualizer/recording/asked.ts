import type { Recorder, Sending } from './recorder.ts'

const answers: Readonly<Record<Sending, string>> = {
  sent: 'sent.',
  'unknown actor': 'not sent, the actor is over.',
  'not accepted': 'not sent, the actor does not accept it now.',
}

const eventIn = (asked: unknown): { readonly type: string } | undefined => {
  if (typeof asked !== 'object' || asked === null || !('type' in asked)) return undefined
  const { type } = asked
  return typeof type === 'string' && !type.startsWith('xstate.') ? { ...asked, type } : undefined
}

/** Sends what a user of the page has written, and says in words what came of it. */
export const sendAsked = (recorder: Pick<Recorder, 'send'>, actor: string, asked: unknown): string => {
  const event = eventIn(asked)
  return event === undefined ? 'not sent: this is no event.' : answers[recorder.send(actor, event)]
}

export const sendingIsOff = 'not sent: sending is off.'
