import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { basename, join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { findChromium } from './chromium.ts'
import { isRoot } from './machine.ts'
import { root } from './tool.ts'

const executablePath = findChromium()

/** Tests that need a page but no server: the form engine and its controls, in Chromium. */
export default defineConfig({
  root,
  cacheDir: '.cache/vite-gallery',
  plugins: [react()],
  // All at once: a package that is found later would load the page anew, in the middle of a test.
  optimizeDeps: { entries: ['src/console/**/*.browser.test.tsx'], force: true },
  test: {
    include: ['src/console/**/*.browser.test.tsx'],
    testTimeout: 60_000,
    attachmentsDir: '.cache/gallery',
    expect: { poll: { timeout: 10_000 } },
    browser: {
      enabled: true,
      headless: true,
      screenshotDirectory: '.cache/gallery',
      screenshotFailures: false,
      viewport: { width: 1000, height: 900 },
      instances: [{ browser: 'chromium' }],
      provider: playwright({
        launchOptions: {
          ...(executablePath ? { executablePath } : {}),
          // Chromium's sandbox does not run as root.
          chromiumSandbox: !isRoot(),
        },
        contextOptions: { locale: 'en-US', timezoneId: 'UTC', reducedMotion: 'reduce' },
        actionTimeout: 20_000,
      }),
      expect: {
        toMatchScreenshot: {
          timeout: 20_000,
          resolveScreenshotPath: ({ arg, testFileDirectory, ext }) =>
            join(root, testFileDirectory, 'pictures', `${arg}${ext}`),
          resolveDiffPath: ({ arg, testFileName, ext }) =>
            join(root, '.cache', 'gallery', basename(testFileName), `${arg}${ext}`),
          comparatorOptions: { allowedMismatchedPixels: 0 },
        },
      },
    },
  },
})
