import { filter, firstValueFrom } from 'rxjs'
import { Disappointment } from '../terminal/patience.ts'
import { haveConversations } from './haveConversations.ts'
import { followed } from './invite.ts'
import { knowsOthers } from './knowsOthers.ts'
import { manage } from './manage.ts'
import type { Part } from './part.ts'
import { say } from './say.ts'
import type { Stage } from './stage.ts'

/** Tosh joins the meeting to which he has invited, and takes up messaging there. */
const open = async ({ tosh, onlineMeetingUri, patience }: Stage): Promise<Part> => {
  const joining = followed(tosh, tosh.client.joinOnlineMeeting({ onlineMeetingUri }))
  const meeting = await patience('Tosh joins the meeting', joining.connected)
  await patience('Tosh takes up messaging', followed(tosh, meeting.addMessaging()).connected)
  return [tosh, meeting]
}

/** Ida signs in as a guest, waits in the lobby until Tosh admits her, and takes up messaging. */
const admit = async (stage: Stage, toshs: Part): Promise<Part> => {
  const { ida, onlineMeetingUri, patience } = stage
  await patience('Ida signs in', ida.client.connect())
  const joining = followed(ida, ida.client.joinOnlineMeeting({ onlineMeetingUri, anonymousDisplayName: 'Ida' }))
  const [guest] = await patience(
    'Tosh sees Ida in the lobby',
    firstValueFrom(toshs[1].participants$.pipe(filter(([first]) => first?.inLobby === true))),
  )
  if (guest === undefined) throw new Disappointment('nobody is in the lobby')
  await manage(stage, toshs, 'admit', guest)
  const meeting = await patience('Ida is in the meeting', joining.connected)
  await patience('Ida takes up messaging', followed(ida, meeting.addMessaging()).connected)
  await Promise.all([knowsOthers(stage, toshs, 1), knowsOthers(stage, [ida, meeting], 1)])
  return [ida, meeting]
}

/** Tosh lets nobody but leaders write, and then again everybody; Ida sees both. */
const silence = async ({ patience }: Stage, [tosh, toshs]: Part, [ida, idas]: Part): Promise<void> => {
  for (const [command, audienceMessaging] of [
    ['disableAudienceMessaging', 'Disabled'],
    ['enableAudienceMessaging', 'Enabled'],
  ] as const) {
    await patience(`Tosh has the audience messaging ${audienceMessaging}`, toshs[command]().done)
    tosh.sightings$.next({ kind: 'did', what: command })
    await patience(
      `${ida.name} sees the audience messaging ${audienceMessaging}`,
      firstValueFrom(idas.audienceMessaging$.pipe(filter((now) => now === audienceMessaging))),
    )
  }
}

/** A meeting with a lobby, from its beginning to its end. */
export const lobby = async (stage: Stage): Promise<void> => {
  const { tosh, ida, scene, patience } = stage

  scene('Tosh opens a meeting; Ida, a guest, waits in its lobby until he admits her')
  const toshs = await open(stage)
  const idas = await admit(stage, toshs)

  scene('They talk, and Tosh silences the audience for a moment')
  await say(stage, idas, [tosh], 'Thanks for letting me in')
  await say(stage, toshs, [ida], 'Welcome, Ida')
  await silence(stage, toshs, idas)
  await say(stage, idas, [tosh], 'Now I may speak again')

  scene('Tosh ends the meeting')
  const [guest] = toshs[1].participants$.getSnapshot()
  if (guest === undefined) throw new Disappointment('Tosh is alone in the meeting')
  await manage(stage, toshs, 'eject', guest)
  await haveConversations(stage, [ida], 0)
  await patience('Tosh leaves the meeting', toshs[1].leave().done)
  await haveConversations(stage, [tosh], 0)
}
