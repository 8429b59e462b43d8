import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,db,bench,e2e}/**/*.test.ts'],
    globalSetup: ['db/test-server.ts'],
    // Generous, so that no result depends on how busy the machine is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
})
