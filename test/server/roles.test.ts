import { expect, test } from 'vitest'
import { threeTalking } from './company.ts'
import { hrefOf, type Shown, type WireUser } from './wireClient.ts'

const hrefsIn = (resource: Shown): readonly string[] =>
  (resource._links['participant'] as unknown as readonly { href: string }[]).map(({ href }) => href)

/** Somebody as another one sees her, by URI. */
const person = async (viewer: WireUser & { sees: (rel: string, link: string) => Promise<Shown> }, uri: string) => {
  for (const href of hrefsIn(await viewer.sees('conversation', 'participants'))) {
    const { json } = await viewer.get(href)
    if (json['uri'] === uri) return json
  }
  throw new Error(`${uri} is not there`)
}

const lene = 'sip:lene@contoso.com'
const ann = 'sip:ann@contoso.com'
const tosh = 'sip:tosh@contoso.com'

const commands = ['admit', 'reject', 'eject', 'promote', 'demote']
const commandsOf = (participant: Shown): readonly string[] =>
  Object.keys(participant._links).filter((rel) => commands.includes(rel))

test('shows leaders what they can do with others', async () => {
  const office = await threeTalking()

  expect(commandsOf(await person(office.tosh, ann))).toEqual(['promote', 'eject'])
  expect(commandsOf(await person(office.lene, ann))).toEqual([])
  expect(commandsOf(await office.tosh.sees('conversation', 'localParticipant'))).toEqual([])
})

test('makes a leader of an attendee', async () => {
  const office = await threeTalking()

  const answer = await office.tosh.post(hrefOf(await person(office.tosh, ann), 'promote'))

  expect(answer.status).toBe(204)
  const changed = [
    'conversation > deleted participant in attendees',
    'conversation > added participant in leaders',
    'conversation > updated participant',
  ]
  expect(await office.tosh.hears()).toEqual(changed)
  expect(await office.lene.hears()).toEqual(changed)
  expect(await office.ann.hears()).toEqual([
    'conversation > updated localParticipant',
    'communication > updated conversation Conferenced',
    'conversation > updated messaging Connected',
    'conversation > updated participant',
    'conversation > updated participant',
  ])
  expect(office.ann.has('localParticipant')).toMatchObject({ role: 'Leader' })
  expect(office.ann.has('conversation')._links).toHaveProperty('disableAudienceMessaging')
  expect(commandsOf(await person(office.ann, lene))).toEqual(['promote', 'eject'])
  expect(commandsOf(await person(office.tosh, ann))).toEqual(['demote', 'eject'])
  expect(hrefsIn(await office.lene.sees('conversation', 'leaders'))).toHaveLength(2)
})

test('makes an attendee of a leader again', async () => {
  const office = await threeTalking()
  await office.tosh.post(hrefOf(await person(office.tosh, ann), 'promote'))
  await office.settle()

  await office.tosh.post(hrefOf(await person(office.tosh, ann), 'demote'))

  expect(await office.lene.hears()).toEqual([
    'conversation > deleted participant in leaders',
    'conversation > added participant in attendees',
    'conversation > updated participant',
  ])
  expect(commandsOf(await person(office.ann, lene))).toEqual([])
})

test('does nothing to the organizer', async () => {
  const office = await threeTalking()
  await office.tosh.post(hrefOf(await person(office.tosh, ann), 'promote'))
  const organizer = await person(office.ann, tosh)

  expect(commandsOf(organizer)).toEqual([])
  expect((await office.ann.post(`${hrefOf(organizer, 'self')}/showout`)).status).toBe(409)
})

test.each(['raise', 'lower', 'showout', 'letin', 'turnaway'])('refuses attendees the command %s', async (command) => {
  const office = await threeTalking()

  const answer = await office.lene.post(`${hrefOf(await person(office.lene, ann), 'self')}/${command}`)

  expect([answer.status, answer.json['code']]).toEqual([403, 'Forbidden'])
})

test('answers 404 for somebody who is not there', async () => {
  const office = await threeTalking()
  const { href } = (await person(office.tosh, ann))._links['eject'] ?? { href: '' }
  await office.ann.remove(hrefOf(office.ann.has('conversation'), 'self'))

  expect((await office.tosh.post(href)).status).toBe(404)
})

test('removes somebody', async () => {
  const office = await threeTalking()

  const answer = await office.tosh.post(hrefOf(await person(office.tosh, ann), 'eject'))

  expect(answer.status).toBe(204)
  expect(await office.ann.hears()).toEqual([
    'conversation > updated messaging Disconnected (Ejected)',
    'conversation > deleted participantMessaging in localParticipant',
    'communication > updated conversation Disconnected (Ejected)',
    'conversation > deleted participant',
    'conversation > deleted participant',
    'conversation > deleted localParticipant',
    'communication > deleted conversation',
  ])
  expect(await office.lene.hears()).toEqual([
    'conversation > deleted participantMessaging in participant',
    'conversation > deleted participant in attendees',
    'conversation > deleted participant',
  ])
  expect((await office.ann.sees('conversation')).rel).toBeUndefined()
})
