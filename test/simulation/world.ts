/**
 * What a session may hold. `usual` is what every seed has always meant. `wide` adds users who lurk or whose activity is
 * heard of, polls of up to half an hour, threads that are named, machines that are told to wake, and batches of which
 * single members fail; the same seed is another session there.
 */
export const worlds = ['usual', 'wide'] as const

export type World = (typeof worlds)[number]
