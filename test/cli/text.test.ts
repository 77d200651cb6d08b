import { describe, expect, it } from 'vitest'
import { statusLine } from '../../src/cli/chatting/statusLine.ts'
import { harmless, harmlessLine } from '../../src/cli/terminal/harmless.ts'
import { htmlText } from '../../src/cli/terminal/htmlText.ts'
import { messageText } from '../../src/cli/terminal/messageText.ts'

describe('a text made harmless', () => {
  it.each([
    ['escape sequences', '\u001b[31mred\u009b0m', '␛[31mred�0m'],
    ['bells, backspaces, deletes', '\u0007\b\u007f', '␇␈␡'],
    ['carriage returns', 'mine\ryours', 'mine␍yours'],
    ['reversals of direction', 'a\u202eb\u2066c', 'a�b�c'],
    ['separators of lines', 'a\u2028b\u2029c', 'a�b�c'],
  ])('shows %s', (_, text, shown) => {
    expect(harmless(text)).toBe(shown)
  })

  it.each(['a\tb\nc', 'Zażółć 漢字 שלום 👩‍👩‍👧 e\u0301'])('leaves %j as it is', (text) => {
    expect(harmless(text)).toBe(text)
  })

  it('takes both forms of a new line for one', () => {
    expect(harmless('a\r\nb')).toBe('a\nb')
  })

  it('fits on one line if asked', () => {
    expect(harmlessLine('a\r\nb\nc')).toBe('a b c')
  })
})

describe('HTML as text', () => {
  it.each([
    ['<p>The <b>pizzeria</b>,\n at <i>noon</i>?</p>', 'The pizzeria, at noon?'],
    ['<div>one</div><div>two<br/>three</div>', 'one\ntwo\nthree'],
    ['a &lt;b&gt; &amp;amp; &quot;c&quot; &#39;&#x1F600;&nbsp;&unknown;', 'a <b> &amp; "c" \'😀 &unknown;'],
    ['<style>p { color: red }</style><script>alert("<b>")</script>seen', 'seen'],
    ['<img src="x" alt="1 > 0">', '0">'],
    ['&#x110000;', '&#x110000;'],
    ['a < b', 'a < b'],
  ])('of %j is %j', (html, text) => {
    expect(htmlText(html)).toBe(text)
  })
})

describe('a message as it is shown', () => {
  it('is its plain text before its HTML', () => {
    expect(messageText({ text: 'plain', html: { untrusted: '<b>html</b>' } })).toBe('plain')
  })

  it('holds no control characters that came as entities', () => {
    expect(messageText({ text: undefined, html: { untrusted: '&#27;[2J' } })).toBe('␛[2J')
  })

  it('is cut where it is too long', () => {
    expect(messageText({ text: 'x'.repeat(5_000), html: undefined })).toBe(`${'x'.repeat(4_000)}… (1000 more)`)
  })

  it('says so where it cannot be read', () => {
    expect(messageText({ text: undefined, html: undefined })).toBe('(cannot be read)')
  })
})

describe('the status of the client', () => {
  it('tells what it waits for, until when, why', () => {
    const retryAt = new Date(2026, 0, 1, 12, 30, 5).getTime()
    const cause = { name: 'TimedOut', operation: 'events', method: 'GET', href: 'http://x/', after: 3 } as const
    expect(statusLine({ state: 'waiting', step: 'polling', attempt: 2, retryAt, cause })).toBe(
      'waiting until 12:30:05 to hear from the server again (attempt 2): events got no answer from http://x/ within 3 ms',
    )
  })

  it('tells what is tried again, why', () => {
    const cause = { name: 'TimedOut', operation: 'events', method: 'GET', href: 'http://x/', after: 3 } as const
    expect(statusLine({ state: 'reconnecting', attempt: 2, cause })).toBe(
      'trying to hear from the server again, after 2 in vain: events got no answer from http://x/ within 3 ms',
    )
  })
})
