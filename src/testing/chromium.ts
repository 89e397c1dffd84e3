import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'
import { installDebianPackage } from './machine.ts'

/** A Chromium on the PATH, else the one that Playwright has downloaded before. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    chromium.executablePath(),
  ]
  return candidates.find((path) => existsSync(path))
}

/** Also fetches one where there is none: Debian's package when root, else Playwright's own. */
export function getChromium(): string {
  const found = findChromium() ?? (installDebianPackage('chromium') ? findChromium() : undefined)
  if (found) return found
  console.log('Downloading Chromium …')
  spawnSync('playwright', ['install', 'chromium'], { stdio: 'inherit', shell: process.platform === 'win32' })
  const downloaded = findChromium()
  if (!downloaded)
    throw new Error('There is no Chromium here and none could be installed. Put one on the PATH.')
  return downloaded
}
