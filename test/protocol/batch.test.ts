import { either as E } from 'fp-ts'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  batchType,
  parseBatchRequests,
  parseBatchResponses,
  printBatchRequests,
  printBatchResponses,
  type BatchedRequest,
} from '../../src/protocol/batch.ts'

const refused = (reason: string, part?: number) => E.left({ name: 'BatchFailure', reason, part })

const getMe: BatchedRequest = {
  method: 'GET',
  target: '/apps/1/owner',
  headers: { accept: 'application/json' },
  body: '',
}

const getPeople: BatchedRequest = { ...getMe, target: '/apps/1/directory?limit=2' }

const lines = (...all: readonly string[]): string => all.join('\r\n')

const envelope = 'Content-Type: application/http; msgtype=request'

const partOf = (target: string): readonly string[] => [
  envelope,
  '',
  `GET ${target} HTTP/1.1`,
  'Accept: application/json',
  '',
]

const ordinary = lines('--b1', ...partOf('/apps/1/owner'), '--b1', ...partOf('/apps/1/directory?limit=2'), '--b1--', '')

test('prints requests with CRLF between their lines', () => {
  const printed = printBatchRequests([{ ...getMe, headers: { Host: 'pool', Accept: 'application/json' } }], 'b1')

  expect(printed).toEqual(
    E.right(
      lines(
        '--b1',
        'Content-Type: application/http; msgtype=request',
        '',
        'GET /apps/1/owner HTTP/1.1',
        'Host: pool',
        'Accept: application/json',
        '',
        '',
        '--b1--',
        '',
      ),
    ),
  )
})

test('prints an answer as status line, headers, empty line, body', () => {
  const answer = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"rel":"me"}' }

  expect(printBatchResponses([answer], 'b1')).toEqual(
    E.right(
      lines(
        '--b1',
        'Content-Type: application/http; msgtype=response',
        '',
        'HTTP/1.1 200 OK',
        'Content-Type: application/json',
        '',
        '{"rel":"me"}',
        '--b1--',
        '',
      ),
    ),
  )
})

test('prints a header of several values as several lines', () => {
  const answer = { status: 401, headers: { 'WWW-Authenticate': ['Bearer', 'MsRtcOAuth'] }, body: '' }

  expect(E.getOrElse(() => '')(printBatchResponses([answer], 'b1'))).toContain(
    'WWW-Authenticate: Bearer\r\nWWW-Authenticate: MsRtcOAuth\r\n',
  )
})

describe('requests are read', () => {
  it.each([
    { what: 'with a quoted boundary', type: batchType('b1'), text: ordinary },
    { what: 'with a bare boundary', type: 'multipart/batching;boundary=b1', text: ordinary },
    { what: 'with parameters after the boundary', type: 'Multipart/Batching; boundary=b1; x=y', text: ordinary },
    { what: 'after a preamble', type: batchType('b1'), text: `This is a batch.\r\n${ordinary}` },
    { what: 'before an epilogue', type: batchType('b1'), text: `${ordinary}--b1\r\nnobody's` },
    { what: 'where lines end in LF', type: batchType('b1'), text: ordinary.replaceAll('\r\n', '\n') },
    { what: 'without closing dashes', type: batchType('b1'), text: ordinary.replace('--b1--', '--b1') },
    { what: 'without a closing boundary', type: batchType('b1'), text: ordinary.replace('--b1--\r\n', '') },
    {
      what: 'with blank lines between parts',
      type: batchType('b1'),
      text: ordinary.replaceAll('--b1', '\r\n\r\n--b1').replaceAll(envelope, `\r\n${envelope}`),
    },
    { what: 'with a stray byte order mark', type: batchType('b1'), text: ordinary.replaceAll('GET', '\uFEFFGET') },
    { what: 'with what became of one', type: batchType('b1'), text: ordinary.replaceAll('GET', '?GET') },
    { what: 'with white space after a boundary', type: batchType('b1'), text: ordinary.replace('--b1', '--b1 \t') },
    {
      what: 'with a length beside the media type',
      type: batchType('b1'),
      text: ordinary.replaceAll(envelope, `${envelope}\r\nContent-Length: 53`),
    },
  ])('$what', ({ type, text }) => {
    expect(parseBatchRequests(type, text)).toEqual(E.right([getMe, getPeople]))
  })
})

describe('requests are refused', () => {
  const type = batchType('b1')
  it.each([
    { what: 'without a boundary', type: 'multipart/batching', text: ordinary, why: refused('boundaryMissing') },
    { what: 'of another type', type: 'multipart/mixed; boundary=b1', text: ordinary, why: refused('boundaryMissing') },
    {
      what: 'with an empty boundary',
      type: 'multipart/batching; boundary=""',
      text: '',
      why: refused('boundaryMissing'),
    },
    { what: 'where there are none', type, text: '--b1--', why: refused('empty') },
    { what: 'of another boundary', type: batchType('b2'), text: ordinary, why: refused('empty') },
    {
      what: 'where one part is no HTTP',
      type,
      text: ordinary.replace(envelope, 'Content-Type: text/plain'),
      why: refused('malformedPart', 0),
    },
    {
      what: 'where one part is empty',
      type,
      text: `--b1\r\n${ordinary}`,
      why: refused('malformedPart', 0),
    },
    {
      what: 'where a request line is none',
      type,
      text: ordinary.replace('GET /apps/1/directory?limit=2', 'GET'),
      why: refused('malformedPart', 1),
    },
    {
      what: 'where a header has no name',
      type,
      text: ordinary.replace('Accept: ', ': '),
      why: refused('malformedPart', 0),
    },
    {
      what: 'where a header goes on in the next line',
      type,
      text: ordinary.replace('application/json', 'application/json,\r\n text/html'),
      why: refused('malformedPart', 0),
    },
    {
      what: 'with a carriage return in a header',
      type,
      text: ordinary.replace('application/json', 'a\rX-Injected: 1'),
      why: refused('unsafeHeader', 0),
    },
    {
      what: 'with a batch inside',
      type,
      text: ordinary.replace('Accept: application/json', 'Content-Type: multipart/batching; boundary=b2'),
      why: refused('nestedBatch', 0),
    },
    {
      what: 'beyond 100',
      type,
      text: `--b1\r\n${Array.from({ length: 101 }, () => lines(...partOf('/a'))).join('\r\n--b1\r\n')}\r\n--b1--`,
      why: refused('tooManyParts'),
    },
  ])('$what', ({ type: contentType, text, why }) => {
    expect(parseBatchRequests(contentType, text)).toEqual(why)
  })
})

test.each(['a\r\nX-Injected: 1', 'a\nb', 'a\u0000b'])('a header value %j is not printed', (value) => {
  expect(printBatchRequests([getPeople, { ...getMe, headers: { Accept: value } }], 'b1')).toEqual(
    refused('unsafeHeader', 1),
  )
})

test('a header name with a line end is not printed', () => {
  expect(printBatchRequests([{ ...getMe, headers: { 'A: 1\r\nB': '2' } }], 'b1')).toEqual(refused('unsafeHeader', 0))
})

test('a target with a line end is not printed', () => {
  expect(printBatchRequests([{ ...getMe, target: '/a HTTP/1.1\r\nX: 1' }], 'b1')).toEqual(refused('unsafeHeader', 0))
})

test('a batch is not printed into a batch', () => {
  expect(
    printBatchRequests([{ ...getMe, headers: { 'content-Type': 'multipart/batching; boundary=b2' } }], 'b1'),
  ).toEqual(refused('nestedBatch', 0))
})

test('an answer without a body has an empty one', () => {
  const text = lines(
    '--b1',
    'Content-Type: application/http; msgtype=response',
    '',
    'HTTP/1.1 204 No Content',
    '--b1--',
  )

  expect(parseBatchResponses(batchType('b1'), text)).toEqual(E.right([{ status: 204, headers: {}, body: '' }]))
})

test.each(['\uFEFF', '?'])('a body that begins with a stray %j is read without it', (stray) => {
  const text = lines(
    '--b1',
    'Content-Type: application/http; msgtype=response',
    '',
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    '',
    `${stray}{"rel":"me"}`,
    '--b1--',
  )

  expect(parseBatchResponses(batchType('b1'), text)).toEqual(
    E.right([{ status: 200, headers: { 'content-type': 'application/json' }, body: '{"rel":"me"}' }]),
  )
})

test('an answer without a status line is refused', () => {
  const text = lines('--b1', 'Content-Type: application/http; msgtype=response', '', 'Oops', '', 'x', '--b1--')

  expect(parseBatchResponses(batchType('b1'), text)).toEqual(refused('malformedPart', 0))
})

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/)
const value = fc.stringMatching(/^[ -~]{0,40}$/).map((text) => text.trim())
const body = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/^[\uFEFF?]+/, '').replace(/[\r\n]+$/, ''))
const headers = fc.dictionary(word, value, { noNullPrototype: true })
const boundary = fc.stringMatching(/^[A-Za-z0-9'()+_,./:=-][A-Za-z0-9'()+_,./:= -]{20,60}[A-Za-z0-9]$/)

test('requests come back as they were printed', () => {
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    target: word.map((path) => `/${path}`),
    headers,
    body,
  })
  fc.assert(
    fc.property(fc.array(request, { minLength: 1, maxLength: 5 }), boundary, (requests, separator) => {
      const printed = printBatchRequests(requests, separator)
      expect(E.chain((text: string) => parseBatchRequests(batchType(separator), text))(printed)).toEqual(
        E.right(requests),
      )
    }),
  )
})

test('answers come back as they were printed', () => {
  const response = fc.record({ status: fc.integer({ min: 100, max: 599 }), headers, body })
  fc.assert(
    fc.property(fc.array(response, { minLength: 1, maxLength: 5 }), boundary, (responses, separator) => {
      const printed = printBatchResponses(responses, separator)
      expect(E.chain((text: string) => parseBatchResponses(batchType(separator), text))(printed)).toEqual(
        E.right(responses),
      )
    }),
  )
})

test('any text at all is read or refused', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (type, text) => {
      const contentType = `multipart/batching; boundary=b1${type}`
      expect(['Left', 'Right']).toContain(parseBatchRequests(contentType, `--b1\r\n${text}`)._tag)
    }),
  )
})
