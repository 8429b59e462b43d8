/** `npm run screens`: the pictures in docs/screens, made anew from the real house with the demo world in it. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/screens.ts'],
    globalSetup: ['db/test-server.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
})
