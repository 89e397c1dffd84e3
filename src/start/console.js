import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { say, sayDone, Stop } from './say.js'
import { fingerprint, unlessDone } from './stamp.js'

const inputs = [
  'index.html',
  'package-lock.json',
  'public',
  'src/console',
  'src/schema',
  'tsconfig.json',
  'vite.config.ts',
]

/**
 * Builds the console into dist/, unless it was built from exactly these sources.
 * @param {string} root
 * @param {string} node program that runs the build
 */
export function buildConsole(root, node) {
  unlessDone({
    result: join(root, 'dist', 'index.html'),
    stamp: join(root, '.cache', 'console.stamp'),
    inputs: fingerprint(root, inputs),
    work: () => {
      say('Building the console')
      const started = Date.now()
      const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
      const { status } = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], {
        cwd: root,
        stdio: 'inherit',
      })
      if (status !== 0) throw new Stop('The console could not be built; the reason is above.')
      sayDone('Console built', started)
    },
  })
}
