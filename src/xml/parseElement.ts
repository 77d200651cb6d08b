import { either as E } from 'fp-ts'
import { SaxesParser } from 'saxes'
import type { ParseFailure } from '../protocol/format.ts'
import { type Element, ucwaNamespace } from './element.ts'

/** Elements inside one another. A resource of the protocol needs ten. */
const deepest = 64

/** Characters of a payload; an answer is bounded before it comes here. */
const longest = 16_777_216

interface OpenElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Element[]
  text: string
}

const failure = (reason: string): E.Either<ParseFailure, never> =>
  E.left({ name: 'ParseFailure', format: 'XML', reason })

/** The parser says `line:column: what: name.`; the name is left out, for it may be private. */
const reasonOf = (cause: unknown): string => {
  const [, line, column, what] = /^(\d+):(\d+): ([^:]*)/.exec(cause instanceof Error ? cause.message : '') ?? []
  return line === undefined ? 'malformed' : `${what?.replace(/\.$/, '')} at line ${line}, column ${column}`
}

const isOurs = (namespace: string): boolean => namespace === '' || namespace === ucwaNamespace

/**
 * Reads a document as a tree. Elements of another namespace are left out with
 * all they hold, attributes too; a root of another namespace is refused, and so
 * is a document type, which is where entities would come from.
 */
const readDocument = (text: string): Element | undefined => {
  const parser = new SaxesParser({ xmlns: true })
  const open: OpenElement[] = []
  let root: Element | undefined
  let depth = 0
  let outside = 0

  const take = (data: string): void => {
    const last = open.at(-1)
    if (last !== undefined && outside === 0) last.text += data
  }

  parser.on('doctype', () => void parser.fail('a document type is not allowed'))
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (++depth > deepest) parser.fail(`more than ${deepest} elements inside one another`)
    if (depth === 1 && !isOurs(uri)) parser.fail('the root is of another namespace')
    if (outside > 0 || !isOurs(uri)) {
      outside++
      return
    }
    const own = Object.values(attributes).filter((attribute) => attribute.uri === '')
    const named = new Map(own.flatMap(({ name, value }) => (name === 'xmlns' ? [] : [[name, value] as const])))
    const element: OpenElement = { name: local, attributes: named, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    depth--
    if (outside > 0) outside--
    else root = open.pop()
  })
  parser.write(text).close()
  return root
}

/** The root of an XML document, or what stands where that it may not; never a piece of its text. */
export const parseElement = (text: string): E.Either<ParseFailure, Element> => {
  if (text.length > longest) return failure(`more than ${longest} characters`)
  try {
    const root = readDocument(text)
    return root === undefined ? failure('no root') : E.right(root)
  } catch (cause) {
    return failure(reasonOf(cause))
  }
}
