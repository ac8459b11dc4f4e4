import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Most of a scenario is waiting for the next poll, so that two share even a small machine well.
    maxWorkers: 2,
  },
});
