import { EventEmitter } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { expect, onTestFinished, test, vi } from 'vitest'
import { watchedAgent } from '../../src/transport/watchedAgent.ts'

test.each([
  ['https://pool.contoso.com/', https.globalAgent],
  ['http://pool.contoso.com/?https:', http.globalAgent],
])('watches the agent of the platform for %s', (url, agent) => {
  expect(Object.getPrototypeOf(watchedAgent(undefined, url, () => undefined))).toBe(agent)
})

test('leaves alone what is no agent of Node', () => {
  const given = {}
  expect(watchedAgent(given, 'https://pool.contoso.com/', () => undefined)).toBe(given)
})

test('watches nothing in a browser', () => {
  vi.stubGlobal('process', undefined)
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(watchedAgent(undefined, 'https://pool.contoso.com/', () => undefined)).toBe(undefined)
})

test.each([
  [true, 0],
  [false, 1],
])('where a response that closes is complete: %s, it tells so many times that it has broken: %d', (complete, times) => {
  let broken = 0
  const sent: unknown[] = []
  const given = { addRequest: (...all: readonly unknown[]) => sent.push(all) }
  const agent = watchedAgent(given, 'https://pool.contoso.com/', () => (broken += 1)) as http.Agent & typeof given
  const [request, response] = [new EventEmitter(), Object.assign(new EventEmitter(), { complete })]

  agent.addRequest(request, 'options')
  request.emit('response', response)
  response.emit('close')

  expect([broken, sent]).toEqual([times, [[request, 'options']]])
})
