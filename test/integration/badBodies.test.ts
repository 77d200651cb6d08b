import { expect, test } from 'vitest'
import { connectedToPuppet, rejection, virtualWorld } from './world.ts'

test('HTML with status 200 in answer to a command is a success, whose event follows', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept(
    { link: 'stopMessaging' },
    {
      rewrite: (response) => ({ ...response, headers: { 'Content-Type': 'text/html' }, body: '<html>' }),
    },
  )
  const { done } = conversation.stopMessaging()
  await world.settle()
  await expect(done).resolves.toBeUndefined()
})

test('HTML with status 403 in answer to a command is a refusal without code', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, { status: 403, body: '<html>', contentType: 'text/html' })
  const failure = rejection(conversation.send('Hi').delivered)
  await world.settle()
  expect(await failure).toMatchObject({
    name: 'DeliveryFailed',
    code: undefined,
    failure: { name: 'Refused', status: 403, code: undefined },
  })
})
