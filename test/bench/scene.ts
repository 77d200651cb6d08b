import { applicationPath } from './pages.ts'

/** An answer of the server, whatever carries it. */
export interface Scripted {
  readonly status: number
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
}

export const bearer = 'cwt=AAEBHAEFAAAAAAAFFQAAAMfHe4a1rWxU0uTJ'
export const eventsPath = `${applicationPath}/events`
const link = (href: string) => ({ href })

const answers: Readonly<Record<string, Scripted>> = {
  'GET /autodiscover': { status: 200, body: { _links: { self: link('/autodiscover'), user: link('/user') } } },
  'GET /user': { status: 200, body: { _links: { self: link('/user'), applications: link('/ucwa/applications') } } },
  'POST /ucwa/applications': {
    status: 201,
    body: {
      culture: 'en-US',
      userAgent: 'rx-ucwa',
      _links: { self: link(applicationPath), events: link(`${eventsPath}?ack=1`) },
      _embedded: {
        me: {
          name: 'Tosh Meston',
          uri: 'sip:tosh@contoso.com',
          _links: { self: link(`${applicationPath}/me`), makeMeAvailable: link(`${applicationPath}/me/available`) },
          rel: 'me',
        },
        communication: {
          _links: {
            self: link(`${applicationPath}/communication`),
            startMessaging: link(`${applicationPath}/communication/messagingInvitations`),
            conversations: link(`${applicationPath}/communication/conversations`),
          },
          rel: 'communication',
        },
      },
      rel: 'application',
    },
  },
  [`POST ${applicationPath}/me/available`]: { status: 204 },
}

/** All that a client asks for until its event channel runs, and the POST of a message. */
export const sceneAnswer = (method: string, path: string, authorization: string | undefined): Scripted => {
  if (path !== '/autodiscover' && authorization !== `Bearer ${bearer}`) {
    return { status: 401, headers: { 'www-authenticate': 'Bearer trusted_issuers="", client_id="00000004"' } }
  }
  if (method === 'POST' && path.endsWith('/messaging/messages')) {
    return { status: 201, headers: { location: `${path}/own` } }
  }
  return answers[`${method} ${path}`] ?? { status: 404 }
}
