import { defineConfig } from 'playwright/test'
import { findChromium } from '#testing/chromium.ts'
import { isRoot } from '#testing/machine.ts'

const executablePath = findChromium()

export default defineConfig({
  testDir: '.',
  outputDir: '../.cache/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env['CI'] === 'true',
  // A trace takes a fifth of the work of all tests, so only what failed leaves one: of a second try. What passes then is told by name.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json']],
  use: {
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    locale: 'en-US',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's sandbox does not run as root.
      chromiumSandbox: !isRoot(),
      // The browser talks to nobody but the pages under test.
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
})
