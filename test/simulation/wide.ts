import type { ClientOptions } from '../../src/index.ts'
import type { Chance } from './chance.ts'
import { proofs, type Proof } from './proof.ts'

/** A poll that hangs for as long as this client waits, and the next one that nothing happens to, fit into ten minutes. */
export const aggregation = { timeout: 240, medium: 10, low: 20 }

/** As long as a server lets them be. */
const longest = [240, 600, 1800] as const

/** What a client may tell the server of itself. */
const particulars: Partial<ClientOptions> = {
  userAgent: 'simulation',
  culture: 'da-DK',
  supportedModalities: ['Messaging', 'PhoneAudio'],
  supportedMessageFormats: ['Plain'],
  inactiveTimeout: 'PT10M',
  phoneNumber: '+4512345678',
  audioPreference: 'PhoneAudio',
  voipFallbackToPhoneAudioTimeOut: 'PT10S',
}

/** What a device of a wide world may have besides. */
export const wideOptions = (chance: Chance): Partial<ClientOptions> => ({
  ...(chance.happens(0.5) ? { aggregation: { ...aggregation, timeout: chance.pick(longest) } } : {}),
  ...(chance.happens(0.3) ? { activity: 'heard' } : {}),
  ...(chance.happens(0.3) ? { rootUrl: undefined } : {}),
  ...(chance.happens(0.2) ? particulars : {}),
})

/** The user whom the transport proves: a server takes one on trust, whoever asks. */
export const integrated = 'lene'

/** How a device of a wide world signs in. */
export const proofOf = (chance: Chance, name: string): Proof => {
  const proof = chance.happens(0.5) ? 'password' : chance.pick(proofs)
  return proof === 'windows' && name !== integrated ? 'password' : proof
}

/** Who comes to the meeting of a wide world without an account. */
export const guestsOf = (chance: Chance): readonly string[] => ['gil', 'una'].slice(0, chance.pick([0, 1, 1, 2]))
