import { expect, test } from 'vitest'
import { createTrust, trustNobody, type ApproveRedirect, type DoubtfulRedirect } from '../../src/discovery/trust.ts'

const from = 'http://lyncdiscover.contoso.com/'
const to = (host: string): DoubtfulRedirect => ({ from, to: `https://${host}/root` })

const asking = (answer: ApproveRedirect) => {
  const asked: string[] = []
  const trust = createTrust([], (redirect) => {
    asked.push(redirect.to)
    return answer(redirect)
  })
  return { asked, trust }
}

test('takes the yes of the user', async () => {
  const { trust } = asking(() => Promise.resolve(true))
  expect(await trust.approve(to('online.example'))).toBe(true)
})

test('asks no second time about a host that is approved', async () => {
  const { asked, trust } = asking(() => true)
  await trust.approve(to('online.example'))
  expect([await trust.approve(to('online.example')), asked.length]).toEqual([true, 1])
})

test('asks about each host', async () => {
  const { asked, trust } = asking(() => true)
  await trust.approve(to('online.example'))
  await trust.approve(to('online.example:8443'))
  expect(asked).toEqual(['https://online.example/root', 'https://online.example:8443/root'])
})

test('asks again about a host that was not approved', async () => {
  const { asked, trust } = asking(() => false)
  await trust.approve(to('online.example'))
  expect([await trust.approve(to('online.example')), asked.length]).toEqual([false, 2])
})

test.each<[string, ApproveRedirect]>([
  [
    'throws',
    () => {
      throw new Error('no window')
    },
  ],
  ['rejects', () => Promise.reject(new Error('no window'))],
])('takes a callback that %s for a no', async (_, answer) => {
  expect(await asking(answer).trust.approve(to('online.example'))).toBe(false)
})

test('trusts nobody unless told', async () => {
  expect(await trustNobody.approve(to('online.example'))).toBe(false)
})
