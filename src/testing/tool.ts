import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** Runs one of the installed tools in the same terminal. @returns whether it ended well */
export function tool(name: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const child = spawn(name, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  running.add(child)
  return new Promise((done, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      running.delete(child)
      done(code === 0)
    })
  })
}

/** Stops what is still running; for when the whole run is broken off. */
export function stopTools(): void {
  for (const child of running) child.kill()
}

const running = new Set<ChildProcess>()
