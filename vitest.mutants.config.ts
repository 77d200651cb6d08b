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
    include: ['test/{channel,client,integration,machines,runtime,transport}/**/*.test.ts', 'test/mutants/charts.ts'],
    exclude: [
      // Make mutants of their own.
      'test/machines/{mutants,*Machine}.test.ts',
      // Nothing in them is made of mutants.
      'test/integration/ownProcess.test.ts',
      'test/transport/bundle.test.ts',
      // Plays much once more that others play, one thing at a time.
      'test/integration/{misuse,xml}.test.ts',
      'test/**/secrets.test.ts',
    ],
    isolate: false,
    restoreMocks: true,
    // A mutant that nothing comes of any more is to be noticed soon.
    testTimeout: 2500,
  },
})
