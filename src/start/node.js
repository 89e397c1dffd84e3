import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stop } from './say.js'

/** The oldest Node that runs the product: crypto.argon2 came with 24.7. */
const oldest = { major: 24, minor: 7 }

/**
 * Says so before a minute's install if nothing here could run the product afterwards.
 * @param {string} root
 */
export function refuseHopelessNode(root) {
  const { optionalDependencies } = /** @type {{ optionalDependencies: Record<string, string> }} */ (
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  )
  if (!(packageName in optionalDependencies)) ownNode()
}

/**
 * The Node of package-lock.json, else the person's own.
 * @param {string} root
 * @returns path of the program
 */
export function findNode(root) {
  return lockedNode(root) ?? ownNode()
}

const packageName = `node-${process.platform}-${process.arch}`

/** @param {string} root */
function lockedNode(root) {
  const folder = join(root, 'node_modules', packageName)
  if (!existsSync(folder)) return undefined
  const { bin } = /** @type {{ bin: { node: string } }} */ (
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  )
  const program = join(folder, bin.node)
  // It may be there and still not run, as on a Linux with another C library.
  return program === process.execPath || spawnSync(program, ['--version']).status === 0 ? program : undefined
}

function ownNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  throw new Stop(
    `Gatewright needs Node ${oldest.major}.${oldest.minor} or newer and brings none for ${process.platform} ${process.arch}; ` +
      `this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and run the same command again.`,
  )
}

/** @param {string} version such as 24.21.0 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor)
}
