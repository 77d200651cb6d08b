import { createClient as create, password } from '../../../src/index.ts'

declare const rootUrl: string

export { password, token, windows, xframe } from '../../../src/index.ts'

/** What the pages of the documentation get: a client that knows the server of the test, and its password. */
export const createClient: typeof create = (options) =>
  create({ rootUrl, ...options, credentials: password(options.signInAddress, 'pass@word1') })
