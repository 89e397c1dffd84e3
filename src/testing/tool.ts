import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** Runs one of the installed tools in the same terminal. @returns whether it ended well */
export function tool(name: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const child = spawn(name, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TMPDIR: temporaryFolder(), ...env },
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

let temporary: string | undefined

/** One for all: tests that are broken off cannot clean up behind themselves. */
function temporaryFolder(): string {
  if (temporary) return temporary
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-run-'))
  // PostgreSQL runs as another user, who has to get through to its own folder.
  chmodSync(folder, 0o711)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  temporary = folder
  return folder
}
