import { either as E } from 'fp-ts'
import { decodeText, encodeBase64, encodePercent } from '../protocol/dataUrl.ts'
import type { RequestFailure } from '../protocol/failure.ts'
import { json } from '../protocol/format.ts'
import { isObject } from '../protocol/struct.ts'
import type { HttpRequest } from './http.ts'

const hidden = '…'

/** Characters: shorter texts stand in others by chance. */
const shortest = 4

/** Levels of a structure that are looked at; what is deeper is left out. */
const deepest = 8

const references: readonly (readonly [string, string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\r', '&#13;'],
  ['"', '&quot;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
]

const replaced = (text: string, pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((rest, [one, other]) => rest.replaceAll(one, other), text)

/** In an element, and in an attribute. */
const inMarkup = (text: string): readonly string[] => [
  replaced(text, references.slice(0, 4)),
  replaced(text, references),
]

const fromMarkup = (markup: string): string =>
  replaced(markup, references.map(([one, other]) => [other, one] as const).reverse())

const afterComma = (href: string): string => href.slice(href.indexOf(',') + 1)

const percentEncoded = (text: string): string =>
  encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(text)))

/** A text as it may stand in another one. */
const formsOf = (text: string): readonly string[] => {
  const form = new URLSearchParams([['', text]]).toString().slice(1)
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    ...inMarkup(text),
    form,
    percentEncoded(text),
    form.replaceAll('+', '%20'),
    afterComma(encodePercent('', text)),
    afterComma(encodeBase64('', text)).replaceAll('=', ''),
  ]
}

const dataUrl = /data:[^"'<>\\\s]+/gi
const written = /"message"\s*:\s*("[^"\\]*(?:\\.[^"\\]*)*")|<property name="message">([^<]*)/gi

const unquoted = (literal: string): string => {
  const read = json().parse(literal)
  return E.isRight(read) ? String(read.right) : literal
}

const inStructure = (text: string): readonly string[] => [
  ...[...text.matchAll(dataUrl)].flatMap(([href]) => {
    const content = decodeText(href)
    return E.isRight(content) ? [content.right] : []
  }),
  ...[...text.matchAll(written)].map(([, literal, markup = '']) =>
    literal === undefined ? fromMarkup(markup) : unquoted(literal),
  ),
]

/** What a form says openly. */
const open: ReadonlySet<string> = new Set(['grant_type', 'username', 'ms_rtc_conferenceuri'])

const inForm = (text: string): readonly string[] =>
  [...new URLSearchParams(text)].flatMap(([name, value]) => (open.has(name) ? [] : [value]))

const inBody = (text: string, contentType: string): readonly string[] => {
  const type = contentType.toLowerCase()
  if (type.startsWith('application/x-www-form-urlencoded')) return inForm(text)
  return /[/+](?:json|xml)\b/.test(type) ? inStructure(text) : []
}

/** What a request says in confidence: its token, a password, and what people write. */
export const secretsOf = ({ headers, body = '' }: Pick<HttpRequest, 'headers' | 'body'>): readonly string[] => {
  const valueOf = (wanted: string) => Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''
  const token = valueOf('authorization').replace(/\S+\s+/, '')
  const type = valueOf('content-type')
  return type.toLowerCase().startsWith('multipart/') ? [token] : [token, body, ...inBody(body, type)]
}

/** A text that may repeat secrets, without them, in whatever usual form they stand there. */
export const withoutEchoes = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret.length >= shortest)
    .flatMap(formsOf)
    .sort((one, other) => other.length - one.length)
    .reduce((rest, form) => rest.replaceAll(form, hidden), text)

const scrubbed = (value: unknown, secrets: readonly string[], depth = 0): unknown => {
  if (typeof value === 'string') return withoutEchoes(value, secrets)
  if (depth > deepest) return undefined
  if (Array.isArray(value)) return value.map((item) => scrubbed(item, secrets, depth + 1))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [withoutEchoes(name, secrets), scrubbed(member, secrets, depth + 1)]),
  )
}

/** What an answer made of a failure, without the secrets of the request that it may repeat. */
export const discreet = (failure: RequestFailure, secrets: () => readonly string[]): RequestFailure => {
  if (failure.name === 'Unreadable') return { ...failure, reason: withoutEchoes(failure.reason, secrets()) }
  if (failure.name !== 'Refused') return failure
  const known = secrets()
  const told = (text: string | undefined) => text && withoutEchoes(text, known)
  return {
    ...failure,
    code: told(failure.code),
    subcode: told(failure.subcode),
    message: told(failure.message),
    diagnostics: told(failure.diagnostics),
    parameters: scrubbed(failure.parameters, known),
  }
}
