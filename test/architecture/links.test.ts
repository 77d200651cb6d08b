import { expect, it } from 'vitest'
import { brokenLinksIn } from './links.ts'
import { pages } from './programs.ts'

it('the links of the documentation lead somewhere', () => {
  expect(pages().flatMap((page) => brokenLinksIn(page))).toEqual([])
})

it.each([
  ['a file that is not there', '[a](nowhere.md)', ['docs/page.md: nowhere.md']],
  ['a heading that is not there', '# One\n[a](#two)', ['docs/page.md: #two']],
  ['a heading of a page that has none such', '[a](errors.md#nothing)', ['docs/page.md: errors.md#nothing']],
  ['a heading that is there', '# `One`, and *two*\n[a](#one-and-two)', []],
  ['a heading that stands there twice', '# One\n# One\n[a](#one-1)', []],
  ['a heading of another page', '[a](errors.md#refusals)', []],
  ['another host', '[a](https://contoso.com/#x)', []],
  ['an example', '```ts\n[a](b)\n```\n`[a](b)`', []],
])('a link to %s is judged so', (_, markdown, broken) => {
  expect(brokenLinksIn('docs/page.md', markdown)).toEqual(broken)
})
