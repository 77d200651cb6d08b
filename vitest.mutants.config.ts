import { defineConfig } from 'vitest/config'
import { residentThread } from './test/mutants/residentThread.ts'

/** The tests that mutants meet: those of the mutated folders, and what is quick and goes through all of them. */
export default defineConfig({
  plugins: [
    {
      name: 'resident-thread',
      configureVitest: ({ project }) => {
        // StrykerJS asks for threads, whatever stands here.
        Object.assign(project.config, { pool: residentThread.name, poolRunner: residentThread })
      },
    },
  ],
  test: {
    setupFiles: ['test/mutants/asleep.ts'],
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
    // A mutant that nothing comes of any more is to be noticed soon.
    testTimeout: 2500,
  },
})
