import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const MAIN = at('./src/main')
/** How processes and threads are started: by the address of their file beside the one that starts them. */
const STARTED = /new URL\(['"](\.[^'"]+)\.ts['"], import\.meta\.url\)/gu

/** The files that are started so: nothing imports them, yet they must be built. */
const started = readdirSync(MAIN, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(MAIN, name))
  .flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(STARTED)].map(([, file]) => join(dirname(path), `${file ?? ''}.ts`)),
  )

/** The build changes the names of all files. */
const builtNames: Plugin = {
  name: 'built-names',
  transform: (code, id) =>
    normalize(id).startsWith(MAIN)
      ? code.replace(STARTED, (_whole, file: string) => `new URL('${file}.js', import.meta.url)`)
      : undefined,
}

export default defineConfig({
  main: {
    plugins: [builtNames],
    build: {
      outDir: at('./out/main'),
      rolldownOptions: {
        input: [join(MAIN, 'index.ts'), ...new Set(started)],
        // Modules keep their places, so that what they find beside themselves is still there.
        output: {
          format: 'es',
          preserveModules: true,
          preserveModulesRoot: MAIN,
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
