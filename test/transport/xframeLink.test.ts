import { expect, test } from 'vitest'
import { xframeLink } from '../../src/transport/xframeLink.ts'

const base = 'https://pool.contoso.com/user'

test.each([
  ['{"_links":{"xframe":{"href":"/a?b=1"}}}', 'https://pool.contoso.com/a?b=1'],
  ['<link rel="xframe" href="https://a.contoso.com/x"/>', 'https://a.contoso.com/x'],
  ['\n <link href="/a" title="b" rel="xframe" />', 'https://pool.contoso.com/a'],
  [`<link rel="xframe" href="/a?&quot;b&apos;c&lt;d&amp;lt;"/>`, 'https://pool.contoso.com/a?%22b%27c%3Cd&lt;'],
])('finds the link in %s', (text, link) => {
  expect(xframeLink(text, base)).toBe(link)
})

test.each([
  '{"text":"xframe"}',
  '{"_links":{"xframe":{"href":7}}}',
  '{"_links":{"xframe":{"href":"https://["}}}',
  'xframe',
  '<link rel="xframe"/>',
  '<link rel="self" href="/xframe"/>',
])('finds none in %s', (text) => {
  expect(xframeLink(text, base)).toBe(undefined)
})
