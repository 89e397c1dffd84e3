import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
} from 'quickjs-emscripten-core'
import { claimCollection, type ClaimCall } from './claimRules.ts'
import { preludeText } from './prelude.ts'
import { limits, type ScriptFault, type ScriptJob, type ScriptOutcome } from './script.ts'

const quickjs = await newQuickJSWASMModuleFromVariant(import('@jitl/quickjs-wasmfile-release-sync'))

const fileName = 'script.js'

/**
 * Checks or runs a script in a runtime of its own, which knows nothing of this process. Throws only when the engine itself broke: it must not
 * be used again then. What the engine cannot interrupt is ended from outside (sandbox.ts).
 */
export function execute(job: ScriptJob): ScriptOutcome {
  const began = performance.now()
  const deadline = computing() + limits.milliseconds
  const runtime = quickjs.newRuntime()
  runtime.setMemoryLimit(limits.memory)
  runtime.setMaxStackSize(limits.stack)
  let late = false
  runtime.setInterruptHandler(() => (late ||= computing() > deadline))
  const context = runtime.newContext({
    // Without typed arrays and proxies there is less to attack, and no claim needs them
    intrinsics: {
      BaseObjects: true,
      Date: true,
      Eval: true,
      StringNormalize: true,
      RegExp: true,
      JSON: true,
      MapSet: true,
      Promise: true,
    },
  })
  const collection = claimCollection()
  // The first is kept even when the script catches it and goes on
  let reported: ScriptFault | null = null
  const lines: Record<string, number> = Object.create(null) as Record<string, number>
  const facts = job.kind === 'run' ? JSON.stringify({ user: job.user, tenant: job.tenant }) : null
  if (facts !== null)
    prepare(context, facts, {
      put: (call, name, value, stack) => {
        if (reported !== null) return reported.message
        const wrong = collection.put(call, name, value)
        const line = lineIn(stack)
        if (wrong === null && name !== undefined && line !== null && Object.keys(lines).length < mostLines)
          lines[JSON.parse(name) as string] = line
        return wrong
      },
      report: (message, stack) => void (reported ??= { message, line: lineIn(stack) }),
    })
  const result = context.evalCode(job.script, fileName, { compileOnly: job.kind === 'check' })
  const thrown = result.error ? faultOf(context, result.error, late) : null
  result.dispose()
  const fault = reported ?? thrown ?? (runtime.hasPendingJob() ? leftWork : null)
  context.dispose()
  runtime.dispose()
  const claims = fault ? [] : collection.claims()
  return { claims, fault, milliseconds: performance.now() - began, lines: fault ? {} : lines }
}

/** Milliseconds that this thread has computed: a busy machine does not make a script slow. */
function computing(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** More than there can be claims, since a script may take some back. */
const mostLines = 2 * limits.claims

type Hooks = {
  put: (call: ClaimCall, name: string | undefined, value: string | undefined, stack: string) => string | null
  report: (message: string, stack: string) => void
}

function prepare(context: QuickJSContext, facts: string, { put, report }: Hooks): void {
  const textOf = (handle: QuickJSHandle | undefined) =>
    handle !== undefined && context.typeof(handle) === 'string' ? context.getString(handle) : undefined
  const putHandle = context.newFunction('put', (call, name, value, stack) => {
    const wrong = put(textOf(call) as ClaimCall, textOf(name), textOf(value), textOf(stack) ?? '')
    return wrong === null ? context.undefined : context.newString(wrong)
  })
  const reportHandle = context.newFunction('report', (message, stack) => {
    report(textOf(message) ?? '', textOf(stack) ?? '')
    return context.undefined
  })
  const factsHandle = context.newString(facts)
  const prelude = context.unwrapResult(context.evalCode(preludeText, 'prelude.js'))
  context
    .unwrapResult(context.callFunction(prelude, context.undefined, putHandle, reportHandle, factsHandle))
    .dispose()
  for (const handle of [prelude, putHandle, reportHandle, factsHandle]) handle.dispose()
}

const leftWork: ScriptFault = {
  message:
    'The script leaves work for later (a promise or an async function). Claims count only while the script runs: write it without.',
  line: null,
}

function faultOf(context: QuickJSContext, thrown: QuickJSHandle, late: boolean): ScriptFault {
  const line = lineIn(textAt(context, thrown, 'stack'))
  if (late)
    return {
      message: `The script computed for more than ${limits.milliseconds} ms and was stopped. Look for a loop or a pattern that does not end.`,
      line,
    }
  const [name, message] = [textAt(context, thrown, 'name'), plain(textAt(context, thrown, 'message'))]
  if (name === 'InternalError' && message === 'out of memory')
    return {
      message: `The script needs more than ${limits.memory / 1024 / 1024} MB of memory and was stopped.`,
      line,
    }
  if (message === 'stack overflow')
    return { message: 'The script is nested, or calls itself, too deeply and was stopped.', line }
  if (name === 'SyntaxError') return { message: `This is not JavaScript that can be read: ${message}.`, line }
  const said =
    [plain(name), message].filter((part) => part !== '').join(': ') || primitiveText(context, thrown)
  return { message: `The script stopped: ${said}`, line }
}

/** Reading may run a getter of the script, which the limits still hold. */
function textAt(context: QuickJSContext, handle: QuickJSHandle, key: string): string {
  if (context.typeof(handle) !== 'object') return ''
  try {
    return context
      .getProp(handle, key)
      .consume((value) => (context.typeof(value) === 'string' ? context.getString(value) : ''))
  } catch {
    return ''
  }
}

function primitiveText(context: QuickJSContext, thrown: QuickJSHandle): string {
  const primitive = ['string', 'number', 'boolean', 'undefined'].includes(context.typeof(thrown))
  return (primitive && plain(context.getString(thrown))) || 'it threw something that says nothing'
}

/** The innermost line of the script itself. */
const lineIn = (stack: string): number | null => {
  const [, line] = /\bscript\.js:(\d+)/.exec(stack) ?? []
  return line === undefined ? null : Number(line)
}

const longestText = 300

/** It is shown to administrators and kept in events: one line, nothing invisible. */
const plain = (text: string): string => {
  const line = text
    .slice(0, longestText * 2)
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  return line.length > longestText ? `${line.slice(0, longestText)}…` : line
}
