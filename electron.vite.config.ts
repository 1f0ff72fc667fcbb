import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The reader process is started by the name of its file, which the build changes. */
const builtReader: Plugin = {
  name: 'built-reader',
  transform: (code, id) =>
    id.endsWith('spawn-reader.ts') ? code.replace('./reader-child.ts', './reader-child.js') : undefined,
}

export default defineConfig({
  main: {
    plugins: [builtReader],
    build: {
      outDir: at('./out/main'),
      rolldownOptions: {
        input: [at('./src/main/index.ts'), at('./src/main/files/reader/reader-child.ts')],
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
