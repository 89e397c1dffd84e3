import { join } from 'node:path'
import { startOn } from './child.js'
import { say } from './say.js'

/**
 * Vite on the console's usual address, and behind it the server, which starts again whenever its code changes.
 * @param {string} root
 * @param {string} node
 */
export async function runForDevelopment(root, node) {
  const port = Number(process.env['PORT'] ?? 7080)
  const address = `http://localhost:${port}`
  const behind = port + 2
  say(`The console at ${address} follows changes; the server behind it listens on port ${behind}`)

  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const running = [
    startOn(node, [vite, '--port', `${port}`, '--strictPort', '--logLevel', 'warn'], {
      cwd: root,
      env: { BFF_URL: `http://localhost:${behind}` },
    }),
    startOn(node, ['--watch', '--watch-preserve-output', 'src/server.ts'], {
      cwd: root,
      env: { PORT: `${behind}`, CONSOLE_URL: address },
    }),
  ]
  const code = await Promise.race(running.map(({ ended }) => ended))
  for (const { stop } of running) stop()
  await Promise.all(running.map(({ ended }) => ended))
  return code
}
