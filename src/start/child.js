import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/**
 * Starts a program on the given Node as if it had been started instead of us: same terminal, same signals.
 * @param {string} node
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options env: in addition to ours
 */
export function startOn(node, args, { cwd, env }) {
  // What it starts in turn finds the same Node and the installed tools.
  const path = [dirname(node), join(cwd, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd,
    stdio: 'inherit',
    // Node keeps there what it has compiled and stripped of types, and takes it while a file's content is the same.
    env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: join(cwd, '.cache', 'compiled'), ...env },
  })
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal tells all of its programs about Ctrl-C and its own end. Twice might cut a shutdown short.
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  // npm passes SIGTERM to its shell only, which dies of it and leaves us behind with another parent.
  if (process.env['npm_lifecycle_event']) {
    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      child.kill('SIGTERM')
    }, 250)
    watch.unref()
  }
  /** @type {Promise<number>} the exit code, in the shell's way when a signal ended it */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  return { ended, stop: () => child.kill() }
}
