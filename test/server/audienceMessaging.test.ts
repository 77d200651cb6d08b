import { expect, test } from 'vitest'
import { threeTalking } from './company.ts'
import { hrefOf } from './wireClient.ts'

test('silences the audience, not the leaders', async () => {
  const { tosh, lene } = await threeTalking()
  const sendMessage = hrefOf(lene.has('messaging'), 'sendMessage')
  const setIsTyping = hrefOf(lene.has('messaging'), 'setIsTyping')

  const answer = await tosh.does('conversation', 'disableAudienceMessaging')

  expect(answer.status).toBe(204)
  expect(await tosh.hears()).toEqual(['communication > updated conversation Conferenced'])
  expect(await lene.hears()).toEqual([
    'communication > updated conversation Conferenced',
    'conversation > updated messaging Connected',
  ])
  expect(lene.has('conversation')).toMatchObject({ audienceMessaging: 'Disabled' })
  expect(Object.keys(lene.has('messaging')._links).toSorted()).toEqual([
    'conversation',
    'self',
    'stopMessaging',
    'typingParticipants',
  ])
  expect((await lene.post(sendMessage, 'Psst')).status).toBe(403)
  expect((await lene.post(setIsTyping)).status).toBe(403)
  expect((await tosh.does('messaging', 'sendMessage', 'Quiet please')).status).toBe(201)
  expect(await lene.hears()).toEqual(['conversation > completed message Success'])
})

test('lets the audience speak again', async () => {
  const { tosh, lene } = await threeTalking()
  await tosh.does('conversation', 'disableAudienceMessaging')
  await tosh.pages()

  expect(tosh.has('conversation')._links).not.toHaveProperty('disableAudienceMessaging')
  const answer = await tosh.does('conversation', 'enableAudienceMessaging')
  await lene.pages()

  expect(answer.status).toBe(204)
  expect((await lene.does('messaging', 'sendMessage', 'Thanks')).status).toBe(201)
})

test('stops the typing of those who may not write any more', async () => {
  const { tosh, lene, ann, settle } = await threeTalking()
  await lene.does('messaging', 'setIsTyping')
  await settle()

  await tosh.does('conversation', 'disableAudienceMessaging')

  expect(await ann.hears()).toContain('conversation > deleted participant in typingParticipants')
})

test('gives whom it makes a leader her voice back', async () => {
  const { server, tosh, lene } = await threeTalking()
  await tosh.does('conversation', 'disableAudienceMessaging')
  await lene.pages()

  server.control.user('tosh@contoso.com').promotes('lene@contoso.com', 'lene@contoso.com')
  await lene.pages()

  expect((await lene.does('messaging', 'sendMessage', 'I lead')).status).toBe(201)
})

test('is for leaders', async () => {
  const { lene } = await threeTalking()

  const answer = await lene.post(`${hrefOf(lene.has('conversation'), 'self')}/hush`)

  expect(answer.status).toBe(403)
})

test('answers 409 where it is so already', async () => {
  const { tosh } = await threeTalking()

  const answer = await tosh.post(`${hrefOf(tosh.has('conversation'), 'self')}/unhush`)

  expect([answer.status, answer.json['code']]).toEqual([409, 'Conflict'])
})
