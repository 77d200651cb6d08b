import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { ConversationRecord } from '../../src/runtime/conversation.ts'
import { createModeration } from '../../src/runtime/moderation.ts'
import { Roster } from '../../src/runtime/roster.ts'
import { hangs, reply, resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { partsOf } from './fakeSession.ts'

const href = 'https://pool.contoso.com/p/1'
const meeting = 'https://pool.contoso.com/meeting'

const leading = (script: Script) => {
  const { wire, place, seen } = partsOf(script)
  const life = new AbortController()
  return { ...createModeration({ wire, place, life: () => life.signal }), seen, life }
}

const participant = (links: object) => resource({ _links: { self: { href: '/p/1' }, ...links } })

const conversation = (links: object, isOver = false, more: object = {}) =>
  ({
    isOver,
    roster: new Roster(),
    ...more,
    resource: { state: 'Conferenced', _links: { self: { href: meeting }, ...links } },
  }) as unknown as ConversationRecord

/** Somebody is in it. */
const ofOne = (isOver = false) => {
  const roster = new Roster()
  roster.enter(href)
  return conversation({}, isOver, { roster })
}

test.each(['admit', 'reject', 'eject', 'promote', 'demote'] as const)(
  '%s reads the participant, whose links tell what is allowed now',
  async (verb) => {
    const { moderate, seen } = leading({
      'GET /p/1': participant({ [verb]: { href: '/allowed' } }),
      'POST /allowed': reply(204),
    })
    expect(await moderate(ofOne(), { href }, verb)).toEqual(E.right(undefined))
    expect(seen()).toEqual(['GET /p/1 participant', `POST /allowed ${verb}`])
  },
)

test('what her links do not offer is not available', async () => {
  const { moderate, seen } = leading({ 'GET /p/1': resource({}) })
  expect(await moderate(ofOne(), { href }, 'eject')).toMatchObject({ left: { name: 'NotAvailable', link: 'eject' } })
  expect(seen()).toEqual(['GET /p/1 participant'])
})

test('who cannot be read is not asked for anything', async () => {
  const { moderate, seen } = leading({ 'GET /p/1': reply(404) })
  expect(await moderate(ofOne(), { href }, 'eject')).toMatchObject({
    left: { name: 'Refused', operation: 'participant' },
  })
  expect(seen()).toEqual(['GET /p/1 participant'])
})

test('is given up with the application', async () => {
  const { moderate, life } = leading({ 'GET /p/1': hangs })
  const outcome = moderate(ofOne(), { href }, 'eject')
  await drain()
  life.abort()
  expect(await outcome).toMatchObject({ left: { name: 'Aborted' } })
})

test.each([undefined, null, 'lene', {}, { href: new URL(href) }, { href: '/p/1' }, { href: `${href}0` }])(
  'whoever is %o is nobody to eject',
  async (nobody) => {
    const { moderate, seen } = leading({})
    expect(await moderate(ofOne(), nobody as unknown as { readonly href: string }, 'eject')).toEqual(
      E.left({
        name: 'InvalidInput',
        operation: 'eject',
        faults: [{ field: 'participant', rule: 'must be one of participants$' }],
      }),
    )
    expect(seen()).toEqual([])
  },
)

test('the user herself is of the conversation, once she has been asked for', async () => {
  const { moderate, seen } = leading({
    'GET /p/1': participant({ demote: { href: '/allowed' } }),
    'POST /allowed': reply(204),
  })
  const asked = (value: object | undefined) => conversation({}, false, { askedLocalParticipant: { value } })
  const before = await moderate(asked(undefined), { href }, 'demote')
  expect([before, await moderate(asked({ href }), { href }, 'demote')]).toMatchObject([
    { left: { name: 'InvalidInput' } },
    E.right(undefined),
  ])
  expect(seen()).toEqual(['GET /p/1 participant', 'POST /allowed demote'])
})

test('nobody is asked for of a conversation that is over', async () => {
  const { moderate, seen } = leading({})
  expect(await moderate(ofOne(true), { href }, 'eject')).toMatchObject({
    left: { name: 'NotAvailable', link: 'eject' },
  })
  expect(seen()).toEqual([])
})

test.each(['disableAudienceMessaging', 'enableAudienceMessaging', 'userAcknowledged'] as const)(
  '%s follows the link of the conversation',
  async (verb) => {
    const { manage, seen } = leading({ 'POST /allowed': reply(204) })
    expect(await manage(conversation({ [verb]: { href: '/allowed' } }), verb)).toEqual(E.right(undefined))
    expect(seen()).toEqual([`POST /allowed ${verb}`])
  },
)

test.each([
  ['is over', conversation({ userAcknowledged: { href: '/allowed' } }, true)],
  ['does not offer it', conversation({})],
  ['was never seen', { isOver: false } as unknown as ConversationRecord],
])('nothing is available of a conversation that %s', async (_, over) => {
  const { manage, seen } = leading({})
  expect(await manage(over, 'userAcknowledged')).toMatchObject({ left: { name: 'NotAvailable' } })
  expect(seen()).toEqual([])
})
