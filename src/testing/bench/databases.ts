import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { startPostgres } from '../postgres.ts'
import { startProduct, type Product } from '../product.ts'

/** A product, and what its database is called in the table. */
export type OnDatabase = { kind: 'sqlite' | 'postgres'; inWords: string; product: Product }

/**
 * A product on each of the databases. PostgreSQL is the server of TEST_DATABASE_URL, or one of our own that syncs as it does unless told otherwise; where
 * the machine has none, there is SQLite alone.
 */
export async function onDatabases(): Promise<{ all: OnDatabase[]; close: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL']
  const server = given === undefined ? await startPostgres({ install: false, durable: true }) : undefined
  const url = given ?? server?.url
  if (url === undefined)
    console.log('  No PostgreSQL on this machine (initdb, postgres): its rows are left out.')
  const made = url === undefined ? undefined : await makeDatabase(url)
  const all: OnDatabase[] = [{ kind: 'sqlite', inWords: 'SQLite', product: await startProduct() }]
  if (made)
    all.push({
      kind: 'postgres',
      inWords: `PostgreSQL (${made.settings})`,
      product: await startProduct({ databaseUrl: made.url }),
    })
  return {
    all,
    async close() {
      for (const { product } of all) await product.close()
      await made?.drop()
      await server?.stop()
    },
  }
}

/** An empty database, and whether the server writes for good before it says so. */
async function makeDatabase(server: string) {
  const name = `bench_${randomBytes(6).toString('hex')}`
  await run(server, `create database ${name} encoding 'UTF8' template template0`)
  const shown = await Promise.all(
    ['fsync', 'synchronous_commit'].map(async (setting) => {
      const [row] = await run(server, `show ${setting}`)
      return `${setting} ${Object.values(row ?? {}).join('')}`
    }),
  )
  const url = new URL(server)
  url.pathname = name
  return {
    url: url.href,
    settings: shown.join(', '),
    drop: () => run(server, `drop database ${name} with (force)`),
  }
}

async function run(server: string, statement: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, string>>(statement)
    return rows
  } finally {
    await client.end()
  }
}
