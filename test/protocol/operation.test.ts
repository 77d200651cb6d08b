import { describe, expect, it } from 'vitest'
import { ErrorCode, operations } from '../../src/protocol/index.ts'

const rows = Object.entries(operations).map(([key, operation]) => ({ key, operation }))

/** Status codes that go with a code: the table of the error page. */
const codes: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Gone',
  500: 'ServiceFailure',
}

describe.each(rows)('$key', ({ key, operation }) => {
  it('is named after its link where it is a POST', () => {
    expect(operation.method === 'POST' ? operation.rel : key).toBe(key)
  })

  it('has an input codec exactly where its body has a structure', () => {
    expect(operation.input !== undefined).toBe(operation.body === 'structure')
  })

  it('answers 201 where it creates something, 200 where it replaces', () => {
    const creates = [
      'applications',
      'startMessaging',
      'addMessaging',
      'continueMessaging',
      'addParticipant',
      'startOnlineMeeting',
      'joinOnlineMeeting',
      'sendMessage',
      'presenceSubscriptions',
      'presenceSubscription',
    ].includes(key)
    const other = operation.method === 'PUT' ? 200 : 204
    expect(operation.success).toBe(creates ? 201 : other)
  })

  it('sends no body with a DELETE', () => {
    expect(operation.method === 'DELETE' ? operation.body : 'none').toBe('none')
  })

  it('lists errors whose code goes with the status', () => {
    for (const { status, code } of operation.errors) expect([status, code]).toEqual([status, codes[status]])
  })

  it('lists only codes that the protocol names', () => {
    for (const { code } of operation.errors) expect(ErrorCode.isKnown(code)).toBe(true)
  })

  it('lists no error twice', () => {
    const lines = operation.errors.map(({ status, code, subcode }) => `${status} ${code} ${subcode ?? ''}`)
    expect(new Set(lines).size).toBe(lines.length)
  })
})

it('names a codec after the link it is for', () => {
  const named = rows.flatMap(({ key, operation }) =>
    operation.input === undefined ? [] : [[key, operation.input.name]],
  )
  expect(Object.fromEntries(named)).toEqual({
    applications: 'CreateApplication',
    makeMeAvailable: 'MakeMeAvailable',
    putCommunication: 'PutCommunication',
    startMessaging: 'StartMessaging',
    addMessaging: 'AddMessaging',
    addParticipant: 'AddParticipant',
    startOnlineMeeting: 'StartOnlineMeeting',
    joinOnlineMeeting: 'JoinOnlineMeeting',
    continueMessaging: 'ContinueMessaging',
    decline: 'Decline',
    presence: 'SetPresence',
    note: 'SetNote',
    location: 'SetLocation',
    presenceSubscriptions: 'SubscribeToPresence',
    presenceSubscription: 'ExtendPresenceSubscription',
  })
})

it('describes each method of a link once', () => {
  const links = rows.map(({ operation }) => `${operation.method} ${operation.rel}`)
  expect(new Set(links).size).toBe(links.length)
})

it('sends raw text to sendMessage alone', () => {
  expect(rows.filter(({ operation }) => operation.body === 'text').map(({ key }) => key)).toEqual(['sendMessage'])
})
