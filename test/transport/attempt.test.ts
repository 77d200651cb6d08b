import { expect, test } from 'vitest'
import { attemptOf } from '../../src/transport/attempt.ts'

test.each([
  ['https://tosh:secret@pool.contoso.com/me?token=secret#secret', 'https://pool.contoso.com/me'],
  ['/me?token=secret', '/me'],
  ['/me#token=\nsecret', '/me'],
  ['/me', '/me'],
])('says of %j neither query nor user', (url, href) => {
  expect(attemptOf({ operation: 'me', method: 'GET', url })).toEqual({ operation: 'me', method: 'GET', href })
})
