import { either as E } from 'fp-ts'
import { expect, it } from 'vitest'
import { decode } from '../../src/protocol/index.ts'
import { IssuedToken, RefusedToken } from '../../src/protocol/token.ts'

it.each([
  { access_token: 'cwt=AAEB', expires_in: 28_000, token_type: 'Bearer', ms_rtc_identityscope: 'local' },
  { access_token: 'cwt=AAEB', expires_in: '28000' },
  { access_token: 'cwt=AAEB' },
])('takes the issued token %j', (answer) => {
  expect(decode(IssuedToken, answer)).toEqual(E.right(answer))
})

it.each([{}, { access_token: null }, { access_token: 'cwt=AAEB', expires_in: true }])(
  'takes %j for no issued token',
  (answer) => {
    expect(E.isLeft(decode(IssuedToken, answer))).toBe(true)
  },
)

it.each([
  { error: 'invalid_grant', ms_rtc_passiveauthuri: 'https://pool.example.com/passive' },
  { error: 'invalid_request', error_description: 'no password' },
  { error: 'invented_yesterday' },
])('takes the refusal %j', (answer) => {
  expect(decode(RefusedToken, answer)).toEqual(E.right(answer))
})

it('takes a body without error for no refusal', () => {
  expect(decode(RefusedToken, { error_description: 'x' })).toEqual(
    E.left({ name: 'DecodeFailure', faults: [{ path: '/error', expected: 'string', got: 'nothing' }] }),
  )
})
