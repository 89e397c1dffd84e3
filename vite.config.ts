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
        codeSplitting: {
          // What every page needs in two chunks: many small ones weigh a twentieth more and are asked for one by one.
          groups: [
            {
              name: 'foundation',
              // Schemas are made while their chunk loads; zod has to know by then that it may not compile code (jitless.ts). So both
              // are in one chunk, which every chunk with a schema needs and which therefore runs first.
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|zod|stylis|@emotion)\/|app\/jitless/,
              priority: 2,
            },
            { name: 'screen', test: /src\/console\/(api|ui)\/(?!.*Dialog)/, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: ['**/*.browser.test.tsx'],
    environment: 'node',
    // npm test -- soak
    setupFiles: process.env['SOAK_SEED'] === undefined ? [] : ['src/testing/soak/seeded.ts'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
