import { describe, expect, test } from 'vitest'
import { connectedPair, nextInvitation, until } from '../world.ts'
import { wireWorld } from './wireWorld.ts'

const texts = {
  emoji: 'See you 🙂👩‍👩‍👧 at 12:30?',
  'characters that URLs treat as their own': '1 + 1 = 2, 100 % & more # ? / ; "quoted" \\ %41 %zz +',
  'several lines': 'one\ntwo\r\nthree\t!',
  'many languages': 'Grüße, Привет, こんにちは, שלום',
  'white space around it': '  Hi  ',
  'a thousand words': 'word, '.repeat(1000),
}

describe.each(Object.entries(texts))('row 17: a message with %s', (_, text) => {
  test('arrives as it was sent', async () => {
    const { toLene, toTosh } = await connectedPair(await wireWorld())
    const arrived = until(toTosh.messages$, () => true)
    toLene.send(text)
    expect((await arrived).text).toBe(text)
  })

  test('is shown to its sender as it was sent', async () => {
    const { toLene } = await connectedPair(await wireWorld())
    const shown = until(toLene.messages$, () => true)
    toLene.send(text)
    expect((await shown).text).toBe(text)
  })

  test('arrives as it was sent with an invitation', async () => {
    const { online } = await wireWorld()
    const [tosh, lene] = [await online('tosh'), await online('lene')]
    const ringing = nextInvitation(lene)
    tosh.startMessaging({ to: 'sip:lene@contoso.com', message: text })
    const invitation = await ringing
    invitation.accept()
    const first = until((await invitation.connected).messages$, () => true)
    expect([invitation.preview, (await first).text]).toEqual([text, text])
  })
})

const html = '<b>Grüße</b> &amp; <i>+ , % 🙂</i>'

test('row 17: HTML arrives as HTML', async () => {
  const { toLene, toTosh } = await connectedPair(await wireWorld())
  const arrived = until(toTosh.messages$, () => true)
  toLene.send({ html })
  const message = await arrived
  expect([message.html, message.text]).toEqual([{ untrusted: html }, undefined])
})

test('row 17: HTML goes the other way', async () => {
  const { toLene, toTosh } = await connectedPair(await wireWorld())
  const arrived = until(toLene.messages$, () => true)
  toTosh.send({ html })
  expect((await arrived).html).toEqual({ untrusted: html })
})
