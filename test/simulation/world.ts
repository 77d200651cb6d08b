/**
 * What a session may hold. `usual` is what every seed has always meant. `wide` adds guests of a meeting, who have no
 * account; users who sign in by Windows, at a page or with a token of their own, and who find the server by its name; who
 * lurk, or whose activity is heard of; polls of up to half an hour, threads that are named, machines that are told to wake,
 * and batches of which single members fail. The same seed is another session there.
 */
export const worlds = ['usual', 'wide'] as const

export type World = (typeof worlds)[number]

/** The worlds in which a seed is played unless one is named: every eleventh in the wide one besides. */
export const worldsOf = (seed: number): readonly World[] => (seed % 11 === 0 ? worlds : ['usual'])
