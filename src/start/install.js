import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { say, sayDone, Stop } from './say.js'
import { fingerprint, unlessDone } from './stamp.js'

/**
 * Installs what package-lock.json names, unless exactly that is there.
 * @param {string} root
 */
export function installPackages(root) {
  const packages = join(root, 'node_modules')
  unlessDone({
    result: packages,
    // Inside: npm ci removes it together with what it tells about.
    stamp: join(packages, '.installed'),
    inputs: `${fingerprint(root, ['package-lock.json'])} ${process.platform} ${process.arch}`,
    work: () => {
      say('Installing packages, which takes about a minute')
      const started = Date.now()
      // include=dev: with NODE_ENV=production npm would leave out what builds the console.
      const ci = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
      const { status } = npm(root, ci)
      if (status !== 0) {
        throw new Stop(
          'npm could not install the packages; its message is above. Run the same command again once that is mended.',
        )
      }
      sayDone('Packages installed', started)
    },
  })
}

/**
 * @param {string} root
 * @param {string[]} args
 */
function npm(root, args) {
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }
  // The npm that runs us, with its own Node: ours may be the very file that npm is about to replace.
  const { npm_execpath: cli, npm_node_execpath: node } = process.env
  if (cli?.endsWith('npm-cli.js')) return spawnSync(node ?? process.execPath, [cli, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
