import { hostClient } from 'rx-ucwa/mirror'
import { clientFor, type SigningIn } from './signInForm.ts'

// What runs in the worker: it is told once who signs in, and shows its client to the page.
const begin = ({ data }: MessageEvent<SigningIn>): void => {
  hostClient(clientFor(data), self)
}

addEventListener('message', begin, { once: true })
