import { either as E } from 'fp-ts'
import { expect, onTestFinished, test } from 'vitest'
import { createServer } from '../../src/server/index.ts'
import { xml } from '../../src/xml/index.ts'
import { hrefOf, type Page, shown, type Shown, summary } from './wireClient.ts'

const vendor = 'application/vnd.microsoft.com.ucwa+xml'
const format = xml()

/** Two people who speak XML with a server on a socket. */
const inXml = async () => {
  const names = ['tosh', 'lene']
  const server = createServer({
    users: names.map((name) => ({ uri: `${name}@contoso.com`, name, password: 'x', token: `cwt=${name}` })),
  })
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  const read = (text: string): unknown => E.getOrElseW((failure) => failure)(format.parse(text))
  const person = async (name: string) => {
    const headers = { authorization: `Bearer cwt=${name}`, accept: vendor, 'content-type': vendor }
    const send = async (method: string, href: string, body?: string) => {
      const init = { method, headers, ...(body === undefined ? {} : { body: `<input>${body}</input>` }) }
      const response = await fetch(new URL(href, url), init)
      const text = await response.text()
      return { status: response.status, text, resource: (text === '' ? {} : read(text)) as Shown }
    }
    const property = (of: string, value: string) => `<property name="${of}">${value}</property>`
    const application = await send(
      'POST',
      '/ucwa/oauth/v1/apps',
      property('userAgent', 'test') + property('endpointId', name) + property('culture', 'en-US'),
    )
    let next = hrefOf(application.resource, 'events')
    const pages: Page[] = []
    /** Reads pages until an event has come. */
    const until = async (line: string) => {
      while (!summary(...pages).includes(line)) {
        const { resource } = await send('GET', next)
        const page = resource as unknown as Page
        pages.push(page)
        next = page._links['next']?.href ?? next
      }
    }
    return {
      until,
      property,
      send,
      has: (rel: string) => shown(rel, ...pages),
      communication: application.resource._embedded['communication'],
    }
  }
  return { tosh: await person('tosh'), lene: await person('lene') }
}

test('a meeting goes its way in XML over HTTP', async () => {
  const { tosh, lene } = await inXml()
  const started = await tosh.send(
    'POST',
    hrefOf(tosh.communication, 'startOnlineMeeting'),
    tosh.property('subject', 'Plans') + tosh.property('operationId', 'op1'),
  )
  await tosh.until('communication > completed onlineMeetingInvitation Connected Success')
  const meeting = await tosh.send('GET', hrefOf(tosh.has('conversation'), 'onlineMeeting'))

  await lene.send(
    'POST',
    hrefOf(lene.communication, 'joinOnlineMeeting'),
    lene.property('onlineMeetingUri', String(meeting.resource['onlineMeetingUri'])),
  )
  await lene.until('communication > completed onlineMeetingInvitation Connected Success')
  await tosh.until('conversation > added participant in attendees')
  const leaders = await lene.send('GET', hrefOf(lene.has('conversation'), 'leaders'))
  const ejected = await tosh.send('POST', hrefOf(tosh.has('participant'), 'eject'))
  await lene.until('communication > updated conversation Disconnected (Ejected)')

  expect([started.status, ejected.status]).toEqual([201, 204])
  expect(meeting.resource).toMatchObject({
    rel: 'onlineMeeting',
    subject: 'Plans',
    leaders: ['sip:tosh@contoso.com'],
    attendees: [],
  })
  expect(leaders.resource._links['participant']).toMatchObject([{ title: 'tosh' }])
  expect(lene.has('onlineMeeting')).toMatchObject({ attendees: ['sip:lene@contoso.com'] })
  expect(tosh.has('participant')).toMatchObject({ name: 'lene', inLobby: false, organizer: false, role: 'Attendee' })
  expect(lene.has('conversation')).toMatchObject({ state: 'Disconnected' })
})
