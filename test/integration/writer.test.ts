import { expect, test } from 'vitest'
import { loopback, nextInvitation, until } from './world.ts'

test('a message names who wrote it before the participant has been read', async () => {
  const { control, online } = await loopback()
  const [tosh, lene] = [await online('tosh'), await online('lene')]
  const { arrived } = control.intercept({ link: 'participant', user: 'sip:tosh@contoso.com', times: 10 }, 'hold')
  const ringing = nextInvitation(lene)
  const sent = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  const received = await ringing
  received.accept()
  const [toLene, toTosh] = await Promise.all([sent.connected, received.connected])
  await arrived
  const heard = until(toLene.messages$, ({ direction }) => direction === 'Incoming')
  toTosh.send('12:30?')
  expect((await heard).from?.name).toBe('Lene Aaling')
})
