import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Processes and threads are started by the names of their files, which the build changes. */
const STARTED: readonly (readonly [by: string, file: string])[] = [
  ['files/reader/spawn-reader.ts', 'files/reader/reader-child'],
  ['jobs/import-ledger-job.ts', 'jobs/ledger-child'],
  ['jobs/parse-pack.ts', 'jobs/parse-pack-thread'],
]
const builtNames: Plugin = {
  name: 'built-names',
  transform: (code, id) => {
    const started = STARTED.find(([by]) => id.endsWith(by))
    if (!started) return undefined
    const name = started[1].split('/').at(-1) ?? ''
    return code.replace(`./${name}.ts`, `./${name}.js`)
  },
}

export default defineConfig({
  main: {
    plugins: [builtNames],
    build: {
      outDir: at('./out/main'),
      rolldownOptions: {
        input: [at('./src/main/index.ts'), ...STARTED.map(([, file]) => at(`./src/main/${file}.ts`))],
        // Modules keep their places, so that what they find beside themselves is still there.
        output: {
          format: 'es',
          preserveModules: true,
          preserveModulesRoot: at('./src/main'),
          entryFileNames: '[name].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: at('./out/preload'),
      rolldownOptions: {
        input: at('./src/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('./src/renderer'),
    plugins: [vue()],
    build: {
      outDir: at('./out/renderer'),
      emptyOutDir: true,
      // The window's policy knows files only: a font or picture in a data: URL would be refused.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2500,
      rolldownOptions: { input: at('./src/renderer/index.html') },
    },
  },
})
