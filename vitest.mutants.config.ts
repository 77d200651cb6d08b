import { defineConfig } from 'vitest/config'

/** The tests that mutants meet: those of the mutated folders, and what is quick and goes through all of them. */
export default defineConfig({
  test: {
    include: [
      'test/channel/**/*.test.ts',
      'test/machines/**/*.test.ts',
      'test/runtime/**/*.test.ts',
      'test/transport/**/*.test.ts',
    ],
    // The first runs them by itself, and bundles are not made of mutants.
    exclude: ['test/machines/mutants.test.ts', 'test/transport/bundle.test.ts'],
    isolate: false,
    restoreMocks: true,
  },
})
