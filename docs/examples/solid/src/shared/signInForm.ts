import { createClient, password, type Client, type ClientOptions, type ResumePoint } from 'rx-ucwa'

const ways = ['cors', 'xframe', 'worker'] as const

/**
 * How to reach the server: directly, or through the XFrame page of one that does not answer pages of other origins
 * (CORS). Or directly with the client in a worker, where polling and decoding never wait for the page.
 */
export type Way = (typeof ways)[number]

export const wayOf = (text: string): Way => ways.find((way) => way === text) ?? 'cors'

/** What the form asks for. Without a server it is looked for in the domain of the address. */
export interface SignInForm {
  readonly server: string
  readonly address: string
  readonly password: string
  readonly way: Way
}

/** A form, and where the client before was, if that has died: plain data, as a worker is told it. */
export interface SigningIn extends SignInForm {
  readonly resumeFrom: ResumePoint | undefined
}

export const clientFor = (
  { address, password: secret, server, resumeFrom }: SigningIn,
  { http }: Pick<ClientOptions, 'http'> = {},
): Client =>
  createClient({
    signInAddress: address,
    credentials: password(address, secret),
    ...(http === undefined ? {} : { http }),
    ...(server === '' ? {} : { rootUrl: server }),
    ...(resumeFrom?.signInAddress === address ? { resumeFrom } : {}),
  })
