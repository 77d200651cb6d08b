import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { boundedText } from '../../src/transport/boundedText.ts'

const streamed = (length: number) => new Response(new Uint8Array(length).fill(0x61))

/** As node-fetch has it: its body is no web stream. */
const nodeLike = (text: () => Promise<string>): Response => {
  const response = new Response()
  return Object.assign(response, { text })
}

test('reads as many bytes as it may', async () => {
  expect(await boundedText(streamed(5), 5)).toEqual(E.right('aaaaa'))
})

test('reads no byte more', async () => {
  expect(await boundedText(streamed(6), 5)).toEqual(E.left({ maxBytes: 5 }))
})

test('reads what declares as many bytes as it may', async () => {
  expect(await boundedText(new Response('aaaaa', { headers: { 'content-length': '5' } }), 5)).toEqual(E.right('aaaaa'))
})

test('refuses unread what declares more', async () => {
  const response = new Response('aaaaa', { headers: { 'content-length': '6' } })
  expect([await boundedText(response, 5), response.bodyUsed]).toEqual([E.left({ maxBytes: 5 }), false])
})

test('takes the word of a platform that counts by itself', async () => {
  const tooMany = () => Promise.reject(Object.assign(new Error(), { type: 'max-size' }))
  expect(await boundedText(nodeLike(tooMany), 5)).toEqual(E.left({ maxBytes: 5 }))
})

test.each([new Error('broken'), 'broken', undefined])('rejects with %o when the connection breaks', async (cause) => {
  const broken = nodeLike(() => Promise.resolve().then(() => Promise.reject(cause as Error)))
  await expect(boundedText(broken, 5)).rejects.toBe(cause)
})
