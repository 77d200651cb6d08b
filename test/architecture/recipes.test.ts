import { Agent } from 'node:https'
import { expect, it } from 'vitest'
import { createClient, password } from '../../src/index.ts'
import { linesOf } from '../../src/visualizer/recording/recording.ts'
import { recorderOf } from '../visualizer/doors.ts'
import { run } from './running.ts'
import { blockWith, environment, goingOn, scene } from './scene.ts'

const interoperation = 'docs/interoperation.md'

/** Modules of a machine that has the certificate of a private authority. */
const withAuthority = () => {
  const read: string[] = []
  const readFileSync = (name: string): string => {
    read.push(name)
    return 'the certificate of a private authority'
  }
  return { read, modules: { 'node:fs': { readFileSync }, 'https-proxy-agent': { HttpsProxyAgent: Agent } } }
}

it('the server of the page for machines says where it is', async () => {
  const code = blockWith('docs/llms.txt', 'staysSilent')
  expect(await run({ code, place: 'docs/llms.txt' }, environment)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/)
})

it('for await follows the states of a conversation', async () => {
  const { runs } = await scene()
  const lines = `${goingOn}${blockWith(interoperation, 'const follow')}
const following = follow(conversation)
await conversation.leave().done
await following`
  await runs(lines, (printed) => expect(printed).toMatch(/^Connected\n[^]*Disconnected\n$/))
})

it('a web stream of messages gives each of them', async () => {
  const { runs, server } = await scene()
  const lines = `${goingOn}${blockWith(interoperation, 'const toStream')}
void read(conversation)`
  let said = false
  await runs(lines, (printed) => {
    if (!said) server.control.user('sip:lene@contoso.com').says('sip:tosh@contoso.com', 'Fine')
    said = true
    expect(printed).toBe('Hi\n12:30?\nFine\n')
  })
})

it('a stream of Node gives the status', async () => {
  const { runs } = await scene()
  const lines = `${goingOn}${blockWith(interoperation, 'const statuses')}
for await (const { state } of statuses(client)) {
  console.log(state)
  break
}`
  await runs(lines, (printed) => expect(printed).toBe('available\n'))
})

it('an actor of XState has the status', async () => {
  const { runs } = await scene()
  const lines = `${goingOn}${blockWith(interoperation, 'const asActor')}
console.log(asActor(client).getSnapshot().context.state)`
  await runs(lines, (printed) => expect(printed).toBe('available\n'))
})

it('the chart of the session is found by inspection', async () => {
  const { runs } = await scene()
  const lines = `${goingOn}${blockWith(interoperation, 'const sessionOf')}
console.log(JSON.stringify(sessionOf(client)?.getSnapshot().value))`
  await runs(lines, (printed) => expect(printed).toMatch(/^\{"created":\{"available":"\w+"\}\}\n$/))
})

it('a component that comes back gets all that was said', async () => {
  const { runs } = await scene()
  const lines = `${goingOn}${blockWith('docs/guide/frameworks.md', 'export const messagesOf')}
messagesOf(conversation).subscribe().unsubscribe()
messagesOf(conversation).subscribe((all) => console.log(all.map(({ text }) => text)))`
  await runs(lines, (printed) => expect(printed).toBe('Hi,12:30?\n'))
})

it('a loop ends when the client is available', async () => {
  const { runs } = await scene()
  const lines = `${goingOn}${blockWith('docs/guide/frameworks.md', 'export const untilAvailable')}
await untilAvailable(client)
console.log(client.status$.getSnapshot().state)`
  await runs(lines, (printed) => expect(printed).toBe('available\n'))
})

it.each([
  ['README.md', 'HttpsProxyAgent'],
  ['docs/guide/production.md', 'new Agent('],
])('a client of %s takes an agent', async (page, words) => {
  const { modules, read } = withAuthority()
  const printed = await run({ code: blockWith(page, words), place: page }, environment, { modules })
  expect([printed, read]).toEqual(['', ['contoso-ca.pem']])
})

it('a client is told of its server by name', async () => {
  const page = 'docs/guide/production.md'
  const given: Parameters<typeof createClient>[0][] = []
  const library = {
    password,
    createClient: (options: Parameters<typeof createClient>[0]) => {
      given.push(options)
      createClient(options).close()
    },
  }
  const code = blockWith(page, 'lyncweb.contoso.com')
  await run({ code, place: page }, environment, { modules: { 'rx-ucwa': library } })
  expect(given.map(({ rootUrl }) => rootUrl)).toEqual([
    'https://lyncweb.contoso.com/Autodiscover/AutodiscoverService.svc/root',
  ])
})

it('the visualizer prints its address, takes another client and closes', async () => {
  const { runs } = await scene()
  await runs(blockWith('docs/visualizer.md', "visualizer.watch(other, 'Lene')"), (printed) =>
    expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\S+\n$/),
  )
})

it('a recording is run again without a difference', async () => {
  const { rootUrl } = await scene()
  const { recorder, log } = recorderOf()
  const signInAddress = 'tosh@contoso.com'
  const client = createClient({ signInAddress, credentials: password(signInAddress, 'pass@word1'), rootUrl })
  recorder.watch(client, 'Tosh')
  await client.connect()
  client.close()
  const readFileSync = (): string => `${linesOf('evening', log).join('\n')}\n`
  const page = 'docs/visualizer.md'
  const code = blockWith(page, 'replayRecording(')
  expect(await run({ code, place: page }, environment, { modules: { 'node:fs': { readFileSync } } })).toBe('\n')
})
