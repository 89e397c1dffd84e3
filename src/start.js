import { fileURLToPath } from 'node:url'
import { startOn } from './start/child.js'
import { buildConsole } from './start/console.js'
import { runForDevelopment } from './start/development.js'
import { installPackages } from './start/install.js'
import { findNode, refuseHopelessNode } from './start/node.js'
import { Stop } from './start/say.js'

// The way into everything, on whatever Node the machine has: plain JavaScript and node: imports only, for it runs before
// the packages are there. What it starts runs on the locked Node 24, which takes TypeScript as it is.
const root = fileURLToPath(new URL('..', import.meta.url))
const [command = 'start', ...args] = process.argv.slice(2)

/** @type {Record<string, (node: string) => Promise<number>>} */
const commands = {
  start: (node) => {
    buildConsole(root, node)
    return run(node, 'src/server.ts')
  },
  dev: (node) => runForDevelopment(root, node),
  test: (node) => run(node, 'src/testing/run.ts'),
  check: (node) => run(node, 'src/testing/run.ts', '--quick'),
  bench: (node) => {
    buildConsole(root, node)
    return run(node, 'src/testing/bench.ts')
  },
  generate: (node) => run(node, 'src/testing/generated.ts'),
  pictures: (node) => run(node, 'src/testing/pictures.ts'),
  samples: (node) => run(node, 'src/samples/main.ts'),
  seed: (node) => run(node, 'src/server.ts', 'seed'),
  verify: (node) => run(node, 'src/server.ts', 'verify'),
}

/**
 * @param {string} node
 * @param {string[]} program
 */
const run = (node, ...program) => startOn(node, [...program, ...args], { cwd: root }).ended

try {
  const chosen = commands[command]
  if (!chosen) throw new Stop(`There is no command "${command}", only ${Object.keys(commands).join(', ')}.`)
  refuseHopelessNode(root)
  installPackages(root)
  process.exitCode = await chosen(findNode(root))
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  process.exitCode = 1
}
