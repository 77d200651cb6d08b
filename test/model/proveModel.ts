import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { PlayableModel } from './models.ts'
import { harmony } from './walk.ts'
import { inProcess, overHttp } from './world.ts'
import { writtenOf } from './written.ts'

interface Proof {
  /** Walks every path over sockets, too. */
  readonly withHttp?: boolean
  /** One change to the chart in so many stands for all; `npm run model -- --mutants` tries every one. */
  readonly sample: number
}

const patience = 120_000

/** Walks every path of a model, and shows for some changes to the chart that they would be noticed. */
export const proveModel = (model: PlayableModel, { withHttp = false, sample }: Proof): void => {
  describe(model.machine, () => {
    // XState warns of events that come to a chart which is over.
    beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined))

    test(
      'keeps to its chart on every path, as written in docs/machines/coverage.json',
      { timeout: patience },
      async () => {
        const { result, ...report } = await model.walk(inProcess)
        expect(report).toMatchObject(harmony)
        expect(result, 'npm run model -- --write').toEqual(writtenOf(model.machine))
      },
    )

    if (withHttp) {
      test('keeps to its chart on every path over HTTP', { timeout: patience }, async () => {
        expect(await model.walk(overHttp)).toMatchObject(harmony)
      })
    }

    test('shows users every change to its chart, of some', { timeout: patience }, async () => {
      expect(await model.unnoticed((index) => index % sample === 0)).toEqual([])
    })
  })
}
