import { createClient, password, type Client } from '../../index.ts'

/** Those who play. An embedded server knows them from the start. */
export type Name = 'Tosh' | 'Lene'

/** The password that they have there. */
const secret = 'pass@word1'

export const addressOf = (name: Name): string => `${name.toLowerCase()}@contoso.com`

export const clientOf = (name: Name, rootUrl: string): Client => {
  const signInAddress = addressOf(name)
  return createClient({ signInAddress, rootUrl, credentials: password(signInAddress, secret) })
}
