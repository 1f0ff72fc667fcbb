import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const PURE = ['test/*.test.ts', 'test/core/**/*.test.ts', 'test/packs/**/*.test.ts']

export default defineConfig({
  plugins: [vue()],
  test: {
    setupFiles: ['test/properties.ts'],
    projects: [
      // The pure core and the packs. It keeps no state, so the files share their modules.
      { extends: true, test: { name: 'unit', include: PURE, isolate: false } },
      // Databases, workbooks, child processes, printing.
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: [...PURE, 'test/renderer/**', 'test/e2e/**'],
        },
      },
      { extends: true, test: { name: 'web', include: ['test/renderer/**/*.test.ts'], environment: 'jsdom' } },
      // The window in a browser.
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/support/prepare.ts',
          // As long as Playwright's own waiting: one second is nothing on a machine that is busy with something else.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
    // Chromium and child processes share two cores on small machines.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
