import { expect, onTestFinished, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { Conversation } from '../../src/client/conversation.ts'
import { connectedToPuppet, loopback } from './world.ts'

/** What Node warns of from now on. */
const warnings = (): readonly string[] => {
  const heard: string[] = []
  const hear = ({ name, message }: Error) => void heard.push(`${name}: ${message}`)
  process.on('warning', hear)
  onTestFinished(() => void process.off('warning', hear))
  return heard
}

const commands: readonly (readonly [string, (tosh: Client, conversation: Conversation) => Promise<unknown>])[] = [
  ['note', (tosh) => tosh.me.setNote('away').done],
  ['setIsTyping', (_, conversation) => conversation.setIsTyping().done],
  ['search', (tosh) => tosh.people.search('Lene')],
  ['myContacts', (tosh) => tosh.people.myContacts()],
]

test.each(commands)('eleven %s that wait for their answers are no leak to Node', async (link, command) => {
  const world = await loopback()
  const { tosh, conversation } = await connectedToPuppet(world)
  const heard = warnings()
  const held = world.control.intercept({ link, times: 11 }, 'hold')
  const answers = Promise.all(Array.from({ length: 11 }, () => command(tosh, conversation)))
  await held.arrived
  held.release()
  await answers
  expect(heard).toEqual([])
})
