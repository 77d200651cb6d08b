import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './test/support/summaryLine.ts'],
    projects: [
      {
        test: {
          name: 'rx-ucwa',
          include: ['test/**/*.test.ts'],
          exclude: ['test/types/**', 'test/browser/**'],
          restoreMocks: true,
        },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['test/types/**/*.test-d.ts'] },
        },
      },
    ],
  },
})
