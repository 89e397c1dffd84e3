import { sql, type CompiledQuery, type Kysely } from 'kysely'
import { nameOf, type NamedStatement } from './namedStatement.ts'

/** Runs a statement outside any transaction; its rows as lists, in the order of the columns. */
export type RunRows = (statement: NamedStatement) => Promise<{ columns: string[]; rows: unknown[][] }>

type Offer = { run: RunRows; refuseRead: () => void }

const offered = new WeakMap<object, Offer>()

/** A round trip to a server costs more than a small read, so that reads of the same text go there together. */
export function offerReadTogether(db: Kysely<unknown>, offer: Offer): void {
  offered.set(db.getExecutor().adapter, offer)
}

type Values = readonly string[]

/** Gives the rows of one caller. */
export type ReadTogether = (values: Values) => Promise<unknown[]>

/** For the connection that reads, whatever tables it is seen with; undefined for any other, and for a query without values. */
export function readTogetherOf<Tables>(
  db: Kysely<Tables>,
  { build, values }: { build: (...values: string[]) => { compile(): CompiledQuery }; values: number },
): ReadTogether | undefined {
  const offer = offered.get(db.getExecutor().adapter)
  if (!offer || values === 0) return undefined
  const columns = Array.from({ length: values }, (_, index) => `v${index}`)
  // The border to Kysely, which takes the name of a column wherever it takes a value
  const { sql: text, parameters } = build(
    ...columns.map((column) => sql.ref(`asked.${column}`) as unknown as string),
  ).compile()
  const lists = columns.map((_, index) => `$${parameters.length + index + 1}::text[]`)
  const whole = `select asked.number, found.* from unnest(${lists.join(', ')}) with ordinality
    as asked (${columns.join(', ')}, number) cross join lateral (${text}) as found`
  const name = nameOf(whole)
  const together = new Together(async (asked) => {
    const all = columns.map((_, index) => asked.map((each) => each[index]))
    const found = await offer.run({ name, text: whole, values: [...parameters, ...all] })
    return rowsOfEach(asked.length, found)
  })
  return (each) => {
    offer.refuseRead()
    return together.ask(each)
  }
}

/** The first column of the rows says whose they are, counted from one. */
function rowsOfEach(count: number, { columns, rows }: Awaited<ReturnType<RunRows>>): object[][] {
  const each: object[][] = Array.from({ length: count }, () => [])
  for (const row of rows) {
    const named: Record<string, unknown> = {}
    for (let at = 1; at < columns.length; at++) named[columns[at] ?? ''] = row[at]
    each[Number(row[0]) - 1]?.push(named)
  }
  return each
}

type Waiting = { values: Values; done: (rows: object[]) => void; failed: (reason: unknown) => void }

const mostTogether = 100
/** Statements of one text at once. While so many run, whoever comes waits for the next. */
const mostRunning = 2

/** Gathers what is asked for in one turn of the event loop. */
class Together {
  readonly #read: (asked: Values[]) => Promise<object[][]>
  #waiting: Waiting[] = []
  #running = 0
  #planned = false

  constructor(read: (asked: Values[]) => Promise<object[][]>) {
    this.#read = read
  }

  ask(values: Values): Promise<object[]> {
    return new Promise((done, failed) => {
      this.#waiting.push({ values, done, failed })
      this.#plan()
    })
  }

  #plan(): void {
    if (this.#planned || this.#running === mostRunning) return
    this.#planned = true
    setImmediate(() => {
      this.#planned = false
      void this.#go()
    })
  }

  async #go(): Promise<void> {
    const some = this.#waiting.slice(0, mostTogether)
    this.#waiting = this.#waiting.slice(mostTogether)
    this.#running++
    if (this.#waiting.length > 0) this.#plan()
    await this.#answer(some)
    this.#running--
    if (this.#waiting.length > 0) this.#plan()
  }

  async #answer(some: readonly Waiting[]): Promise<void> {
    try {
      const found = await this.#read(some.map(({ values }) => values))
      for (const [at, { done }] of some.entries()) done(found[at] ?? [])
    } catch (error) {
      // What one asked for may be what failed; the others are not to suffer for it
      if (some.length > 1) await Promise.all(some.map((one) => this.#answer([one])))
      else for (const { failed } of some) failed(error)
    }
  }
}
