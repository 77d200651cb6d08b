import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = new URL('../../src/visualizer/', import.meta.url)

const uses = (pattern: RegExp): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(pattern)].map(([found]) => `${name}: ${found}`),
    )

it('makes no markup and no code of text, but of the picture that it has drawn itself', () => {
  expect(
    uses(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|DOMParser|srcdoc|\beval\b|new Function|javascript:/g,
    ),
  ).toEqual(['page/picture.ts: DOMParser'])
})

it('asks nobody but the server that it came from', () => {
  expect(
    uses(/\bfetch\(`?[^,)]*|XMLHttpRequest|WebSocket|EventSource|sendBeacon|https?:\/\/(?!www\.w3\.org|127)\w+/g),
  ).toEqual(['page/serverSource.ts: fetch(`${origin}/${question}`'])
})
