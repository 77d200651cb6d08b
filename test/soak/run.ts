import { Agent } from 'node:http'
import { parseArgs } from 'node:util'
import { crossFetch } from '../../src/index.ts'
import { systemClock } from '../../src/seam/clock.ts'
import { listen } from '../../src/server/listener.ts'
import { createServer } from '../../src/server/index.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { faulty } from './faulty.ts'
import { isSound, lastLine, lineSoFar } from './figures.ts'
import { accounts, soak } from './soak.ts'
import { createTally } from './tally.ts'
import { watched } from './watched.ts'

const usage = `npm run soak -- [--minutes 10] [--clients 500] [--seed N]

Keeps clients talking over HTTP on loopback, through an embedded server and a network that go wrong in every way they can,
and counts what is lost and what comes twice. Exit code 1 where that is not nothing, where a client does not come back, or
where the heap after a collection is more than 1.1 times what it was after two minutes (half of the time, if that is less).`

const heapNow = (): number => {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc')
  for (let time = 0; time < 3; time++) globalThis.gc()
  return process.memoryUsage().heapUsed
}

const positive = (name: string, text: string): number => {
  const number = Number(text)
  if (!(number > 0)) throw new Error(`--${name} is a positive number, not ${text}`)
  return number
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      clients: { type: 'string', default: '500' },
      seed: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help === true) {
    console.log(usage)
    return
  }
  const clients = Math.round(positive('clients', values.clients))
  const minutes = positive('minutes', values.minutes)
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Math.round(positive('seed', values.seed))
  if (clients < 2) throw new Error('--clients is at least 2')
  console.log(`${clients} clients, ${minutes} minutes, seed ${seed}`)

  const random = seededRandom(seed)
  const clock = systemClock
  const server = createServer({ users: accounts(clients), random })
  const tally = createTally(clock.now)
  const faults = faulty(watched(server.handle, tally.released), { clock, random, probability: 0.03 })
  const listening = await listen(faults.handle, {}, (cause) => console.error(cause))
  const agent = new Agent({ keepAlive: true })
  const figures = await soak({
    clients,
    minutes,
    clock,
    random,
    server,
    faults,
    tally,
    http: crossFetch({ agent }),
    rootUrl: `${listening.url}/`,
    heap: heapNow,
    progress: (minute, sofar) =>
      console.log(`minute ${minute}: ${lineSoFar(sofar)}; heap ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`),
  })
  agent.destroy()
  await listening.close()
  await server.close()
  console.log(lastLine(figures))
  process.exitCode = isSound(figures) ? 0 : 1
}

await main()
