import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { findChromium } from './test/browser/chromium.ts'

// No file keeps state in a module, so that all may share what they import.
const isolate = false

/** No test is judged by its time: these limits are for what hangs. */
const limits = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } }
const limitsOfPages = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 60_000 } } }

export default defineConfig({
  test: {
    passWithNoTests: true,
    // Vitest itself leaves one processor free, which of two is half.
    maxWorkers: availableParallelism(),
    reporters: ['default', './test/support/summaryLine.ts'],
    projects: [
      {
        test: {
          name: 'rx-ucwa',
          include: ['test/**/*.test.ts'],
          exclude: ['test/types/**', 'test/browser/**'],
          isolate,
          ...limits,
          restoreMocks: true,
        },
      },
      {
        test: {
          // Every scenario once more, in the other format; but not what plays in both by itself, or in none.
          name: 'xml',
          include: ['test/integration/**/*.test.ts'],
          exclude: [
            'test/integration/xml.test.ts',
            'test/integration/meetings.test.ts',
            'test/integration/ownProcess.test.ts',
          ],
          provide: { format: 'xml' },
          isolate,
          ...limits,
          restoreMocks: true,
        },
      },
      {
        resolve: { alias: { 'rx-ucwa': fileURLToPath(new URL('src/index.ts', import.meta.url)) } },
        test: {
          name: 'browser',
          include: findChromium() === undefined ? [] : ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          ...limitsOfPages,
          maxWorkers: 1,
          // After all others: a Chromium beside two busy test processes on two cores is a slow one.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/types/**/*.test-d.ts'],
            tsconfig: './test/types/tsconfig.json',
          },
        },
      },
    ],
  },
})
