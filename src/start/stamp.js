import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Does the work unless its result is there and the stamp file says that it was made of exactly these inputs. The stamp is
 * gone while the work runs, so work that was broken off is done again.
 * @param {{ result: string, stamp: string, inputs: string, work: () => void }} options result: a file or folder
 */
export function unlessDone({ result, stamp, inputs, work }) {
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return
  rmSync(stamp, { force: true })
  work()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, inputs)
}

/**
 * One hash over the names and contents of files and of everything in folders. Tests are left out: nothing is made of them.
 * @param {string} root
 * @param {string[]} paths relative to root; one that does not exist counts as absent
 */
export function fingerprint(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((path) => filesIn(root, path)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(root, path) {
  const full = join(root, path)
  if (!existsSync(full) || /\.test\.tsx?$/.test(path)) return []
  return statSync(full).isDirectory()
    ? readdirSync(full).flatMap((name) => filesIn(root, `${path}/${name}`))
    : [path]
}
