import { fetch } from 'cross-fetch'

/** cross-fetch's, which is node-fetch 2 in Node. Bundles for browsers have `browserFetch.ts` in its place: package.json says so. */
export const platformFetch = (input: string, init: RequestInit): Promise<Response> => fetch(input, init)
