import type { ClientStatus } from '../../../src/index.ts'
import { clientView } from '../clientView.ts'
import { mayStillPoll, type Party } from '../party.ts'
import { presenceShown, presenceThere } from '../presenceView.ts'
import { isAvailableThere, serverView } from '../serverView.ts'
import type { Scene } from '../scene.ts'
import type { Invariant } from './invariant.ts'

const undecided: ReadonlySet<string> = new Set(['queued', 'sending', 'Pending'])

/** Her password or key was right, and is. A page that has forgotten her meanwhile asks for her again. */
const isWronged = (status: ClientStatus): boolean =>
  status.state === 'ended' &&
  status.reason !== 'closed' &&
  status.reason.name === 'TokenRefused' &&
  status.reason.error === 'invalid_grant' &&
  !status.reason.description.includes('sign-in page')

const difference = async ({ server }: Scene, party: Party): Promise<string | undefined> => {
  const { name, client, place, sent } = party
  const { state } = client.status$.getSnapshot()
  const where = place()
  const isOn = state === (party.lurks ? 'lurking' : 'available') || mayStillPoll(party)
  if (!isOn || where === undefined) return `${name} is ${state}`
  const isAvailable = await isAvailableThere(server, where)
  if (isAvailable !== undefined && (isAvailable && !party.isGuest) === party.lurks)
    return `${name} is ${state}, and the server has her ${isAvailable ? 'shown' : 'hidden'}`
  // The token has expired while a long poll was parked: nothing can be read with it until that is answered.
  if (isAvailable === undefined && party.longestPoll > 240) return undefined
  if (isAvailable === undefined) return `${name} is ${state}, and the server does not know her`
  const there = JSON.stringify(await serverView(server, where))
  const here = JSON.stringify(clientView(client))
  if (here !== there) return `${name} shows ${here}, the server ${there}`
  const appearing = String(await presenceThere(server, party))
  const seen = String(presenceShown(party))
  if (seen !== appearing) return `${name} sees ${seen}, the server has ${appearing}`
  const open = [...sent].find(({ status$ }) => undecided.has(status$.getSnapshot()))
  return open && `${name} has ${open.text ?? open.html ?? ''} ${open.status$.getSnapshot()}`
}

/**
 * When the faults stop, every client's view equals the server's within 10 virtual
 * minutes; whoever asks for longer polls may still be waiting for the answer to one.
 * Nobody is sent away for good by what would pass: who she is can always be proved.
 */
export const viewEqualsServer: Invariant = {
  name: 'viewEqualsServer',
  watch: (violated) => ({
    hear: (happening) => {
      if (happening.kind === 'status' && isWronged(happening.status)) violated(`${happening.party} is refused for good`)
    },
    unsettled: async (scene) => {
      for (const device of scene.devices) {
        const why = await difference(scene, device.party())
        if (why !== undefined) return why
      }
      return undefined
    },
  }),
}
