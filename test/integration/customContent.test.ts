import { expect, test } from 'vitest'
import { xml } from '../../src/xml/index.ts'
import { nextInvitation, rejection, virtualWorld } from './world.ts'

const to = 'sip:lene@contoso.com'
const customContent = { mediaType: 'application/sdp', text: 'v=0\r\ns=Grüße + mehr\r\n' }

test.each([undefined, xml()])(
  '[startMessaging2.body.customContent] custom content rings with the invitation',
  async (format) => {
    const world = virtualWorld()
    const as = format === undefined ? {} : { format }
    const tosh = await world.online('tosh', as)
    const lene = await world.online('lene', as)
    const ringing = nextInvitation(lene)

    tosh.startMessaging({ to, message: 'Hi', customContent })
    await world.settle()

    const { customContent: received, preview } = await ringing
    expect([received, preview]).toEqual([customContent, 'Hi'])
  },
)

test('an invitation without custom content has none', async () => {
  const world = virtualWorld()
  const lene = await world.online('lene')
  const ringing = nextInvitation(lene)
  world.control.user('tosh@contoso.com').invites(to)
  await world.settle()
  expect((await ringing).customContent).toBeUndefined()
})

test('custom content is shown to who sent it', async () => {
  const world = virtualWorld()
  world.control.user('lene@contoso.com').staysSilent()
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to, customContent: { mediaType: 'application/sdp', text: 'v=0' } })
  await world.settle()
  expect(invitation.resource?._links.customContent).toEqual({
    href: 'data:application/sdp;charset=utf-8;base64,dj0w',
  })
})

test('a server that does not know custom content refuses', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  world.control.intercept(
    { link: 'startMessaging' },
    { status: 404, body: { code: 'NotFound', subcode: 'APIVersionNotSupported' } },
  )
  const invitation = tosh.startMessaging({ to, customContent })
  await world.settle()
  expect(await rejection(invitation.connected)).toMatchObject({
    state: 'notStarted',
    subcode: 'APIVersionNotSupported',
  })
})

test('custom content of no media type is not sent', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to, customContent: { mediaType: 'sdp', text: '' } })
  await world.settle()
  expect(await rejection(invitation.connected)).toMatchObject({
    state: 'notStarted',
    failure: { name: 'InvalidInput', faults: [{ field: 'customContent.mediaType' }] },
  })
})
