import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const bff = process.env['BFF_URL']

export default defineConfig({
  cacheDir: '.cache/vite',
  plugins: [react()],
  // npm run dev: what is not the console itself. The bff answers for its public host only.
  server: {
    proxy: bff ? { '^/(api|bff)/|^/(callback|livez|readyz)\\b': { target: bff, changeOrigin: false } } : {},
  },
  build: {
    outDir: 'dist',
    // The content security policy allows no inline script and no data: font.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The size budget reads which chunks a page needs from it.
    manifest: true,
    rolldownOptions: {
      output: {
        // Schemas are made while their chunk loads; zod has to know by then that it may not compile code (jitless.ts). All of
        // zod needs its module core, so what shares a chunk with that runs first.
        codeSplitting: { groups: [{ name: 'jitless', test: /zod\/v4\/core\/core\.js|app\/jitless/ }] },
      },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
