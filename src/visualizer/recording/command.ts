const own = /^(?:xstate|inspection|recording|hub)\./

/** What the user may want of an actor: a verb in the imperative, such as `invitation.accept`. */
const isVerb = (word: string): boolean => !/(?:ed|lost|gone|gap|Up|Found|ing|Off)$/.test(word) && /^[a-z]/.test(word)

/** Who an event comes from: the user, the server (or what stands for it), or XState itself. */
export type Origin = 'user' | 'server' | 'own'

/** Tells by the name of an event who sends it: users command, servers report. */
export const originOf = (type: string): Origin => {
  if (own.test(type)) return 'own'
  return isVerb(type.split('.').at(-1) ?? '') ? 'user' : 'server'
}
