import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { aot } from './aot.ts'

export default defineConfig({
  plugins: [aot(fileURLToPath(new URL('tsconfig.json', import.meta.url)))],
  // What the linker has to see must not be bundled before.
  optimizeDeps: { exclude: ['@angular/core', '@angular/common', '@angular/platform-browser'] },
})
