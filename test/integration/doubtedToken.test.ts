import { expect, test } from 'vitest'
import { rejection, virtualWorld } from './world.ts'

const refusal = {
  status: 500,
  headers: { 'X-Ms-diagnostics': '28032;reason="The token is of another pool."' },
  body: '',
}

test('a token that the pool does not take is got anew there', async () => {
  const world = virtualWorld()
  world.control.intercept({ link: 'applications' }, refusal)
  await world.online('tosh')
  expect(world.http.operations().slice(0, 7)).toEqual([
    'discoverRoot',
    'readUser',
    'token',
    'readUser',
    'applications',
    'token',
    'applications',
  ])
})

test('a pool that takes no token ends the sign-in', async () => {
  const world = virtualWorld()
  world.control.intercept({ link: 'applications', times: 9 }, { ...refusal, status: 403 })
  expect(await rejection(world.client('tosh').connect())).toMatchObject({ name: 'SignInFailed', status: 403 })
  expect(world.http.operations().filter((operation) => operation === 'applications').length).toBe(2)
})
