import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    projects: [
      // `vitest run --project unit` leaves out the browser; `npm test` runs everything.
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/renderer/**', 'test/e2e/**'] } }, // prettier-ignore
      {
        extends: true,
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], globalSetup: 'test/e2e/support/prepare.ts' },
      },
      { extends: true, test: { name: 'web', include: ['test/renderer/**/*.test.ts'], environment: 'jsdom' } },
    ],
    // Chromium and child processes share two cores on small machines.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
