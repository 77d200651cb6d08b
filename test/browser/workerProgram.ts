import { scenarios } from './scenarios.ts'

// What a web worker runs: told an origin, it holds a conversation there and tells what it saw.
addEventListener('message', ({ data }: MessageEvent<string>) => {
  scenarios.holdConversation(data, 'fetch').then(
    (seen) => postMessage(seen),
    (why: unknown) => postMessage(String(why)),
  )
})
