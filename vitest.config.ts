import { defineConfig } from 'vitest/config'

/** Tests that measure memory and time: one after the other, once the others have left the machine to them. */
const MEASURES = ['test/ingest/memory/*.test.ts']

export default defineConfig({
  // graphql ships index.js and index.mjs; Node loads the former, Vite the latter: force one copy.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    globalSetup: ['test/globalSetup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'tests', include: ['test/**/*.test.ts'], exclude: MEASURES },
      },
      {
        extends: true,
        test: {
          name: 'measures',
          include: MEASURES,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
