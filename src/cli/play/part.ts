import type { Conversation } from '../../index.ts'
import type { Player } from './player.ts'

/** Somebody in a conversation, as she has it. */
export type Part = readonly [Player, Conversation]
