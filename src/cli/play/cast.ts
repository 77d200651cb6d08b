import { anonymousMeeting, createClient, json, password, type Client, type Format } from '../../index.ts'
import { createServer, defaultUsers, type UcwaServer } from '../../server/index.ts'

/** Those of the cast who have an account. */
export type Name = 'Tosh' | 'Lene' | 'Ann'

/** The password that they have there. */
const secret = 'pass@word1'

export const addressOf = (name: Name): string => `${name.toLowerCase()}@contoso.com`

export const uriOf = (name: Name): string => `sip:${addressOf(name)}`

/** A server that knows everybody of the cast. */
export const openHouse = (): UcwaServer =>
  createServer({ users: [...defaultUsers, { uri: uriOf('Ann'), name: 'Ann Weaver', password: secret }] })

export const clientOf = (name: Name, rootUrl: string, format: Format = json()): Client => {
  const signInAddress = addressOf(name)
  return createClient({ signInAddress, rootUrl, format, credentials: password(signInAddress, secret) })
}

/** What the invitation to a meeting of Tosh's tells those who have no account. */
export interface Ticket {
  readonly onlineMeetingUri: string
  readonly conferenceKey: string
}

export const guestOf = (ticket: Ticket, rootUrl: string, format: Format): Client => {
  const { onlineMeetingUri: conferenceUri, conferenceKey } = ticket
  const credentials = anonymousMeeting({ conferenceUri, conferenceKey })
  return createClient({ signInAddress: addressOf('Tosh'), rootUrl, format, credentials })
}
