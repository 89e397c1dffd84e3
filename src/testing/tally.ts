export type Tally = {
  passed: number
  failed: number
  skipped: number
  /** By name: the tests that failed, and those that passed on their second try only. */
  named: { failed: readonly string[]; unsteady: readonly string[] }
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, named: { failed: [], unsteady: [] } }

export function add(tallies: Tally[]): Tally {
  return tallies.reduce(
    (sum, { passed, failed, skipped, named }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
      named: {
        failed: [...sum.named.failed, ...named.failed],
        unsteady: [...sum.named.unsteady, ...named.unsteady],
      },
    }),
    nothing,
  )
}

/** `12 passed, 0 failed, 1 skipped` */
export function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}

/** What this reads of Vitest's JSON report. A test that passed on its second try keeps the messages of its first. */
export type VitestReport = {
  numPassedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

export function ofVitest(report: VitestReport): Tally {
  const failed: string[] = []
  const unsteady: string[] = []
  for (const { name, status, assertionResults } of report.testResults) {
    const inFile = assertionResults.filter((test) => test.status === 'failed')
    failed.push(...inFile.map(({ fullName }) => `${name} ${fullName}`))
    // A file that cannot be loaded, or whose hooks fail, has failed without a failed test.
    if (status === 'failed' && inFile.length === 0) failed.push(name)
    for (const test of assertionResults)
      if (test.status === 'passed' && test.failureMessages.length > 0)
        unsteady.push(`${name} ${test.fullName}`)
  }
  return {
    passed: report.numPassedTests,
    failed: failed.length,
    skipped: report.numPendingTests + report.numTodoTests,
    named: { failed, unsteady },
  }
}

/** What this reads of Playwright's JSON report. */
export type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: unknown[]
  suites: PlaywrightSuite[]
}

type PlaywrightSuite = {
  suites?: PlaywrightSuite[]
  specs: { file: string; title: string; tests: { status: string }[] }[]
}

export function ofPlaywright({ stats, errors, suites }: PlaywrightReport): Tally {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    named: { failed: namesOf(suites, 'unexpected'), unsteady: namesOf(suites, 'flaky') },
  }
}

const namesOf = (suites: readonly PlaywrightSuite[], status: string): string[] =>
  suites.flatMap(({ suites: inner = [], specs }) => [
    ...specs
      .filter(({ tests }) => tests.some((test) => test.status === status))
      .map(({ file, title }) => `${file} ${title}`),
    ...namesOf(inner, status),
  ])

/** A runner that ends badly has failed, whatever its report says: an error outside any test, or no report at all. */
export function ofRun<Report>(
  succeeded: boolean,
  report: Report | undefined,
  count: (report: Report) => Tally,
): Tally {
  const tally = report ? count(report) : nothing
  return (succeeded && report) || tally.failed > 0 ? tally : { ...tally, failed: 1 }
}
