import { steps } from './steps.ts'
import type { Step } from './steps.ts'
import { add, inWords, nothing } from './tally.ts'
import type { Tally } from './tally.ts'
import { stopTools } from './tool.ts'

// npm test                 everything
// npm test -- lint unit    these steps only
// npm test -- strangers    the exchanges of other people's programs, which unit runs as well
// npm test -- soak         some for longer, which nothing else runs
// npm run check            all but the slow ones
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopTools()
    process.exit(130)
  })
}

const chosen = choose(process.argv.slice(2))
const outcomes: { step: Step; tally: Tally; seconds: string }[] = []

for (const step of chosen) {
  console.log(`\n── ${step.title} ──`)
  const started = Date.now()
  const tally = await outcome(step)
  const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`
  console.log(`${step.title}: ${inWords(tally)}, ${seconds}`)
  outcomes.push({ step, tally, seconds })
}

const total = add(outcomes.map(({ tally }) => tally))
console.log()
for (const { step, tally, seconds } of outcomes) {
  const cure = tally.failed > 0 && step.cure ? `. Run: ${step.cure}` : ''
  const mark = tally.failed > 0 ? '✗' : tally.passed > 0 ? '✓' : '–'
  console.log(`${mark} ${step.title.padEnd(50)} ${seconds.padStart(8)}  ${inWords(tally)}${cure}`)
}
for (const name of total.named.failed) console.log(`✗ failed: ${name}`)
for (const name of total.named.unsteady) console.log(`! passed on its second try only: ${name}`)
console.log(`\n${inWords(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0

function choose(args: string[]): Step[] {
  const names = args.filter((arg) => arg !== '--quick')
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) {
    console.error(
      `No such step: ${unknown.join(', ')}. There are ${steps.map(({ name }) => name).join(', ')}.`,
    )
    process.exit(2)
  }
  if (names.length > 0) return steps.filter(({ name }) => names.includes(name))
  return steps.filter(({ quick, extra }) => (args.includes('--quick') ? quick : !extra))
}

/** A step that breaks down has failed; the others still run. */
async function outcome(step: Step): Promise<Tally> {
  try {
    return await step.run()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { ...nothing, failed: 1 }
  }
}
