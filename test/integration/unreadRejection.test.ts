import { expect, onTestFinished, test } from 'vitest'
import { drain } from '../support/virtualClock.ts'
import { connectedToPuppet, virtualWorld } from './world.ts'

/** Rejections that nobody handled, from now on to the end of the test. */
const unhandledRejections = (): (() => Promise<readonly unknown[]>) => {
  const seen: unknown[] = []
  const note = (reason: unknown) => seen.push(reason)
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', note)
  onTestFinished(() => {
    process.removeAllListeners('unhandledRejection')
    for (const other of others) process.on('unhandledRejection', other)
  })
  return async () => {
    await drain()
    await drain()
    return seen
  }
}

test('a rejection that is read by nobody would be counted', async () => {
  const rejections = unhandledRejections()
  void Promise.reject(new Error('mine'))
  expect(await rejections()).toMatchObject([{ message: 'mine' }])
})

test('an invitation that fails unread is no unhandled rejection', async () => {
  const rejections = unhandledRejections()
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  world.control.user('lene@contoso.com').declines()
  tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await world.settle()
  expect(await rejections()).toEqual([])
})

test('an invitation that is refused unread is no unhandled rejection', async () => {
  const rejections = unhandledRejections()
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  tosh.startMessaging({ to: 'nobody' })
  await world.settle()
  expect(await rejections()).toEqual([])
})

test('a message that fails unread is no unhandled rejection', async () => {
  const rejections = unhandledRejections()
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, { status: 403, body: { code: 'Forbidden' } })
  conversation.send('Hi')
  await world.settle()
  expect(await rejections()).toEqual([])
})

test('a connect that fails unread is no unhandled rejection', async () => {
  const rejections = unhandledRejections()
  const world = virtualWorld()
  world.control.intercept({ link: 'token' }, { status: 400, body: { error: 'invalid_grant' } })
  void world.client('tosh').connect()
  await world.settle()
  expect(await rejections()).toEqual([])
})

test('commands that are refused unread are no unhandled rejections', async () => {
  const rejections = unhandledRejections()
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.user('lene@contoso.com').hangsUp('tosh@contoso.com')
  await world.settle()
  conversation.send('Hi')
  conversation.setIsTyping()
  conversation.stopMessaging()
  conversation.leave()
  await world.settle()
  expect(await rejections()).toEqual([])
})

test('closing in the middle of everything is no unhandled rejection', async () => {
  const rejections = unhandledRejections()
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  for (const link of ['sendMessage', 'setIsTyping', 'startMessaging', 'stopMessaging']) {
    world.control.intercept({ link }, 'hold')
  }
  conversation.send('Hi')
  conversation.setIsTyping()
  tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  conversation.stopMessaging()
  await world.settle()
  tosh.close()
  await world.settle()
  expect(await rejections()).toEqual([])
})
