import { createClient, password } from '../../src/index.ts'
import { hostClient } from '../../src/mirror/index.ts'

/** The worker of the interoperation page: it has the client, and shows it to its page. */
addEventListener('message', function begin({ data }: MessageEvent<{ readonly origin?: string }>) {
  if (data.origin === undefined) return
  removeEventListener('message', begin)
  const client = createClient({
    signInAddress: 'tosh@contoso.com',
    credentials: password('tosh@contoso.com', 'pass@word1'),
    rootUrl: data.origin,
  })
  hostClient(client, self)
})
