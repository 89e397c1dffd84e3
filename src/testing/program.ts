import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { root } from './tool.ts'

export type Program = {
  /** What it has printed so far. */
  readonly output: string
  pid: number
  /** SIGTERM, and waits until it is gone. */
  stop: () => Promise<void>
  /** SIGKILL: as a crash or a power cut would. */
  kill: () => Promise<void>
}

type Starting = { ready: RegExp; env?: Record<string, string> }

/** Starts a program of ours in a process of its own and waits until it says that it is ready. */
export const start = (args: string[], starting: Starting): Promise<Program> =>
  run(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], starting)

/** `npm run …` until it has ended; gives what it printed. */
export const npmRun = async (args: string[], env: Record<string, string>): Promise<string> => {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  return stdout
}

/** `npm start`, as README says it. */
export const npmStart = (env: Record<string, string>): Promise<Program> =>
  run('npm', ['start'], { ready: /Ctrl\+C/, env })

/** Any program of the machine. */
export async function run(command: string, args: string[], { ready, env = {} }: Starting): Promise<Program> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  const refused = (code: number | null) =>
    new Error(`${args.join(' ')} ended with ${code} before it was ready:\n${output}`)
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (ready.test(output)) resolve()
      })
    child.once('exit', (code) => reject(refused(code)))
  })
  return {
    get output() {
      return output
    },
    pid: child.pid ?? 0,
    stop: () => ended(child, 'SIGTERM'),
    kill: () => ended(child, 'SIGKILL'),
  }
}

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
