import { either as E } from 'fp-ts'
import { describe, expect, it } from 'vitest'
import { xml } from '../../src/xml/index.ts'
import { conversation, input, invitation, page, reason } from './fixtures.ts'

const format = xml()
const read = (text: string): unknown => E.getOrElseW((failure) => failure)(format.parse(text))

describe('the XML format', () => {
  it.each([
    'application/vnd.microsoft.com.ucwa+xml',
    'application/vnd.microsoft.com.ucwa+xml; charset=utf-8',
    'application/vnd.microsoft.ucwa+xml',
    'Application/XML;charset=UTF-8',
    ' text/xml ',
  ])('reads %s', (contentType) => {
    expect(format.reads(contentType)).toBe(true)
  })

  it.each(['', 'text/html', 'application/json', 'application/xhtml+xml', 'xml'])(
    'does not read "%s"',
    (contentType) => {
      expect(format.reads(contentType)).toBe(false)
    },
  )

  it('asks for the type that brings events in XML', () => {
    expect(format.accept).toBe('application/vnd.microsoft.com.ucwa+xml')
  })
})

describe('a resource', () => {
  it('is the structure that JSON has', () => {
    expect(read(conversation)).toEqual({
      rel: 'conversation',
      state: 'Connected',
      recording: false,
      readLocally: true,
      participantCount: 2,
      created: '/Date(1772364600125)/',
      subject: 'Soup <today>',
      nobodyKnows: 'True',
      activeModalities: ['Messaging'],
      nothing: [],
      _links: {
        self: { href: '/app/7/c/1' },
        messaging: { href: '/app/7/c/1/m' },
        localParticipant: { href: '/app/7/c/1/p/1', title: 'Tosh & Co "HQ"' },
        somethingNew: { href: '/new', revision: '2', colour: 'blue' },
      },
    })
  })

  it('holds bodies by relation, arrays where the protocol has them', () => {
    expect(read(invitation)).toEqual({
      rel: 'messagingInvitation',
      state: 'Connected',
      _links: {
        self: { href: '/app/7/i/1' },
        message: { href: 'data:text/html;charset=utf-8,%3cb%3eHi%3c/b%3e%20%2b%2c%25' },
      },
      _embedded: {
        from: { rel: 'participant', inLobby: false, _links: { self: { href: '/app/7/c/1/p/2' } } },
        acceptedByParticipant: [{ rel: 'participant', _links: { self: { href: '/app/7/c/1/p/3' } } }],
      },
    })
  })

  it.each([
    ['attendees', 'participant', [{ href: '/1' }]],
    ['message', 'participant', { href: '/1' }],
    ['message', 'failedDeliveryParticipant', [{ href: '/1' }]],
    ['conversations', 'conversation', [{ href: '/1' }]],
    ['messaging', 'conversation', { href: '/1' }],
    ['search', 'contact', [{ href: '/1' }]],
  ])('%s has one %s as the protocol says', (holder, rel, links) => {
    expect(read(`<resource rel="${holder}"><link rel="${rel}" href="/1"/></resource>`)).toEqual({
      rel: holder,
      _links: { [rel]: links },
    })
  })

  it('has several links of an unknown relation as an array', () => {
    expect(read('<resource><link rel="a" href="/1"/><link rel="a" href="/2"/></resource>')).toEqual({
      _links: { a: [{ href: '/1' }, { href: '/2' }] },
    })
  })

  it('keeps its own rel where it was reached by another relation', () => {
    const text = format.print({ rel: 'invitation', _embedded: { from: { rel: 'participant' } } })
    expect(text).toContain('<resource rel="from"><property name="rel">participant</property></resource>')
  })

  it.each([
    ['participantCount', 'many', 'many'],
    ['participantCount', ' 3 ', 3],
    ['participantCount', '99999999999999999999', '99999999999999999999'],
    ['recording', 'maybe', 'maybe'],
    ['recording', 'true', true],
    ['timeStamp', 'yesterday', 'yesterday'],
    ['timeStamp', '/Date(5)/', '/Date(5)/'],
    ['subject', ' a  b ', ' a  b '],
    ['subject', '<![CDATA[a<b]]>', 'a<b'],
    ['subject', '&#x1F600;&#43;', '😀+'],
    ['subject', '', ''],
  ])('reads the property %s written "%s"', (name, text, value) => {
    expect(read(`<resource><property name="${name}">${text}</property></resource>`)).toEqual({ [name]: value })
  })

  it('keeps elements that nobody knows', () => {
    expect(read('<resource><a>1</a><b><c>2</c><d/></b><e>3</e><e>4</e></resource>')).toEqual({
      a: '1',
      b: { c: '2', d: '' },
      e: ['3', '4'],
    })
  })

  it('leaves out what is of another namespace', () => {
    const text = '<resource xmlns:o="urn:o" o:x="1"><o:a><link rel="x" href="/"/></o:a><b o:y="2">1</b></resource>'
    expect(read(text)).toEqual({ b: '1' })
  })

  it('is read under a prefix', () => {
    const text =
      '<u:resource xmlns:u="http://schemas.microsoft.com/rtc/2012/03/ucwa" rel="me"><u:a>1</u:a></u:resource>'
    expect(read(text)).toEqual({ rel: 'me', a: '1' })
  })
})

describe('a page of events', () => {
  it('is the structure that JSON has', () => {
    expect(read(page)).toEqual({
      _links: { self: { href: '/app/7/events?ack=4' }, next: { href: '/app/7/events?ack=5' } },
      sender: [
        {
          rel: 'communication',
          href: '/app/7/communication',
          events: [
            {
              link: { rel: 'messagingInvitation', href: '/app/7/i/1' },
              status: 'Failure',
              reason: { code: 'RemoteFailure', subcode: 'Declined' },
              _embedded: {
                messagingInvitation: {
                  rel: 'messagingInvitation',
                  state: 'Declined',
                  _links: { self: { href: '/app/7/i/1' } },
                },
              },
              type: 'completed',
            },
          ],
        },
        {
          rel: 'conversation',
          href: '/app/7/c/1',
          events: [
            {
              link: { rel: 'participant', href: '/app/7/c/1/p/2', title: 'Lene' },
              in: { rel: 'typingParticipants', href: '/app/7/c/1/typing' },
              type: 'added',
            },
            { link: { rel: 'conversation', href: '/app/7/c/1' }, type: 'deleted' },
            { link: { rel: 'somethingNew', href: '/new' }, type: 'vanished' },
          ],
        },
        { rel: 'me', href: '/app/7/me', events: [] },
      ],
    })
  })
})

describe('an error', () => {
  it('keeps the link of a reason', () => {
    const gone = read('<reason><code>Gone</code><link href="/help" title="Help" rel="help"/></reason>')
    const printed = format.print(gone)

    expect(gone).toEqual({ code: 'Gone', link: { href: '/help', title: 'Help', rel: 'help' } })
    expect(read(printed)).toEqual(gone)
  })

  it('is the structure that JSON has', () => {
    expect(read(reason)).toEqual({
      code: 'BadRequest',
      subcode: 'ParameterValidationFailure',
      message: 'No.',
      parameters: [{ name: 'to', reason: 'is missing' }],
      debugInfo: { errorReportId: '12' },
    })
  })
})

describe('an input', () => {
  it('is the structure that JSON has', () => {
    expect(read(input)).toEqual({
      to: 'sip:lene@contoso.com',
      supportedModalities: ['Messaging'],
      _links: { message: { href: 'data:text/plain;charset=utf-8,Hi' } },
    })
  })

  it('is written with its root', () => {
    expect(format.print({ reason: 'Local', _links: { message: { href: 'data:,a%26b' } } })).toBe(
      '<?xml version="1.0" encoding="utf-8"?>' +
        '<input xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa">' +
        '<link rel="message" href="data:,a%26b"/><property name="reason">Local</property></input>',
    )
  })
})
