import { defineConfig } from 'vitest/config'

export default defineConfig({
  // graphql ships index.js and index.mjs; Node loads the former, Vite the latter: force one copy.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/globalSetup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
