import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { redrockArgs, type RedrockArgs } from '#schema/redrock.ts'
import { testDatabases } from '#testing/database.ts'
import { redrockTenant, type Asker } from '#testing/redrock.ts'
import { longer } from '#testing/soak/longer.ts'
import { Problem } from '../problem.ts'

const engines = testDatabases()
const askers: Asker[] = []

beforeAll(async () => {
  for (const engine of engines) askers.push(await redrockTenant(engine))
})

/** The rows, or the words of the refusal. Any other fault is one of ours. */
const outcome = async (ask: Asker, script: string, args: RedrockArgs = {}) => {
  try {
    const { Columns, Results, FullCount } = await ask.query(script, { args })
    return { names: Columns.map(({ Name }) => Name), rows: Results.map(({ Row }) => Row), FullCount }
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw new Error(`Not answered: ${script} ${JSON.stringify(args)}`, { cause: error })
  }
}

const words =
  `select distinct from where group by having order limit union case when then end Event User Role ID Name WhenOccurred
  count(*) max( lower( datefunc( ) ( , ; * = < like in between and or not is null 'x' ' " \` 1 -1 1e999 -- /* \\ ? :x @@x`.split(
    /\s+/,
  )

describe('AZ-08 whatever is asked is answered or refused in words', () => {
  test.each([
    ['any text', fc.string({ unit: 'binary', maxLength: 300 })],
    [
      'the words of SQL in any order',
      fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((parts) => parts.join(' ')),
    ],
    [
      'after a good beginning',
      fc
        .array(fc.constantFrom(...words), { maxLength: 12 })
        .map((parts) => `select ID from Event where ${parts.join(' ')}`),
    ],
  ])('%s', async (_, scripts) => {
    await fc.assert(
      fc.asyncProperty(scripts, async (script) => {
        for (const ask of askers) expect(await outcome(ask, script)).toBeTruthy()
      }),
      { numRuns: longer(300) },
    )
  })
})

const number = fc.oneof(
  fc.constantFrom('-1', '0', '1', '99999999999999999999', '9'.repeat(400), 2 ** 53, 1e300, -(2 ** 60), 0.5),
  fc.integer(),
)
const filterText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('%', '_', '\\', '%'.repeat(1000), 'ß'.repeat(1000), '\ud800', '\0', "'"),
)
const columnName = fc.constantFrom(
  'ID',
  'id',
  'EventType',
  'Detail',
  'WhenOccurred',
  'x',
  '',
  '\0',
  'no such',
  '"',
)
const someArgs = fc.record(
  {
    PageNumber: number,
    PageSize: number,
    Limit: number,
    Caching: number,
    SortBy: columnName,
    Direction: fc.constantFrom('True', 'desc', '', false),
    FilterBy: fc.array(columnName, { maxLength: 90 }),
    FilterValue: filterText,
    FilterQuery: fc.jsonValue({ maxDepth: 1 }),
  },
  { requiredKeys: [] },
)

test.each([
  'select ID, EventType, Detail, WhenOccurred, lower(Detail) as x from Event',
  'select distinct EventType, max(ID) as x from Event group by EventType',
  '@@Web Applications PLV8',
])('X-08 whatever comes beside it is answered or refused in words: %s', async (script) => {
  await fc.assert(
    fc.asyncProperty(someArgs, async (given) => {
      const args = redrockArgs.safeParse(given)
      for (const ask of askers) if (args.success) expect(await outcome(ask, script, args.data)).toBeTruthy()
    }),
    { numRuns: longer(150) },
  )
})

// Mostly texts, for what does not fit together is refused.
const column = fc.constantFrom(
  'ID',
  'Username',
  'Email',
  'Status',
  'DisplayName',
  'ID',
  'Username',
  'LastLogin',
  'OauthClient',
)
const literal = fc.constantFrom(
  "'ada'",
  "'b%'",
  "'svc'",
  "''",
  "'2026-11-21'",
  "'1'",
  'null',
  '1',
  "datefunc('now', '-1')",
)
const { value, condition } = fc.letrec<{ value: string; condition: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    column,
    literal,
    fc
      .tuple(fc.constantFrom('lower', 'upper', 'length', 'trim'), tie('value'))
      .map(([name, of]) => `${name}(${of})`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `coalesce(${a}, ${b})`),
    tie('value').map((of) => `substr(${of}, 1, 2)`),
    fc
      .tuple(tie('condition'), tie('value'), tie('value'))
      .map(([a, b, c]) => `case when ${a} then ${b} else ${c} end`),
  ),
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc
      .tuple(tie('value'), fc.constantFrom('=', '<>', '<', '>='), tie('value'))
      .map((parts) => parts.join(' ')),
    fc.tuple(tie('value'), literal).map(([a, b]) => `${a} in (${b}, 'x')`),
    fc.tuple(tie('value'), literal, literal).map(([a, b, c]) => `${a} between ${b} and ${c}`),
    tie('value').map((of) => `${of} like '%A%'`),
    tie('value').map((of) => `${of} is not null`),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map((parts) => `(${parts.join(' ')})`),
    tie('condition').map((of) => `not (${of})`),
  ),
}))
const aggregate = fc
  .tuple(fc.constantFrom('count', 'min', 'max', 'sum', 'avg'), fc.constantFrom('', 'distinct '), value)
  .map(([name, distinct, of]) => `${name}(${distinct}${of})`)
const query = fc.oneof(
  fc
    .tuple(value, value, condition, value)
    .map(([a, b, where, by]) => `select ${a} as a, ${b} as b from User where ${where} order by ${by} desc`),
  fc
    .tuple(value, condition)
    .map(([a, where]) => `select distinct ${a} as a from User where ${where} order by a`),
  fc
    .tuple(value, aggregate, condition, aggregate)
    .map(
      ([a, b, where, having]) =>
        `select ${a} as a, ${b} as b from User where ${where} group by a having ${having} <> 3 order by b`,
    ),
)

describe('a query means the same', () => {
  test.runIf(engines.length > 1)('on both engines', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(query, async (script) => {
        const [first, ...others] = await Promise.all(askers.map((ask) => outcome(ask, script)))
        for (const other of others) expect(other).toEqual(first)
        if (typeof first !== 'string') answered++
      }),
      { numRuns: longer(1000) },
    )
    expect(answered).toBeGreaterThan(150)
  })
})
