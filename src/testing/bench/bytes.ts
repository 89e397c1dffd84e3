import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../tool.ts'
import type { Row } from './table.ts'

const kilobyte = 1000

/** JavaScript that a browser loads until the list of applications can be used, compressed: the figure of the size budget. */
export function bytes(): Row {
  const sizeLimit = join(root, 'node_modules', 'size-limit', 'bin.js')
  const printed = execFileSync(process.execPath, [sizeLimit, '--json'], { cwd: root, encoding: 'utf8' })
  const [budget] = JSON.parse(printed) as { size: number; sizeLimit: number }[]
  const { size = Number.NaN, sizeLimit: limit = Number.NaN } = budget ?? {}
  return {
    what: 'JavaScript to a usable Applications list, of its budget',
    figure: `${Math.round(size / kilobyte)} KB of ${Math.round(limit / kilobyte)} KB gzip`,
    ratio: size / limit,
    bar: { atMost: 1 },
  }
}
