import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll } from 'vitest'
import { openPostgres, openSqlite } from '#platform/database/database.ts'
import type { Database } from '#platform/database/database.ts'

type OpenOptions = Parameters<typeof openSqlite>[1]

export type TestEngine = {
  kind: 'sqlite' | 'postgres'
  /** An empty database of its own, or with an address of `create` another connection to that one. */
  open: <Tables>(address?: string, options?: OpenOptions) => Promise<Database<Tables>>
  /** The file or DATABASE_URL of a new empty database. */
  create: () => Promise<string>
}

/**
 * The engines to run a test file on, for `describe.each(testDatabases())('$kind', …)`. PostgreSQL is among them when
 * TEST_DATABASE_URL names a server where databases may be made; `npm test` starts one. What was opened is closed and
 * dropped after the file's last test.
 */
export function testDatabases(): TestEngine[] {
  const server = process.env['TEST_DATABASE_URL']
  return server ? [sqlite(), postgres(server)] : [sqlite()]
}

function sqlite(): TestEngine {
  let folder: string | undefined
  const cleanUp = [() => folder && rmSync(folder, { recursive: true })]
  let made = 0
  return engine('sqlite', cleanUp, openSqlite, () => {
    folder ??= mkdtempSync(join(tmpdir(), 'gatewright-test-'))
    return Promise.resolve(join(folder, `${++made}.db`))
  })
}

function postgres(server: string): TestEngine {
  const cleanUp: CleanUp[] = []
  return engine('postgres', cleanUp, openPostgres, async () => {
    const name = `test_${randomBytes(8).toString('hex')}`
    await administer(server, `create database ${name}`)
    cleanUp.push(() => administer(server, `drop database ${name} with (force)`))
    const address = new URL(server)
    address.pathname = name
    return address.href
  })
}

type CleanUp = () => unknown

function engine(
  kind: TestEngine['kind'],
  cleanUp: CleanUp[],
  connect: <Tables>(address: string, options?: OpenOptions) => Database<Tables>,
  create: () => Promise<string>,
): TestEngine {
  afterAll(async () => {
    for (const step of cleanUp.toReversed()) await step()
  })
  return {
    kind,
    create,
    async open<Tables>(address?: string, options?: OpenOptions) {
      const database = connect<Tables>(address ?? (await create()), options)
      cleanUp.push(() => database.close())
      return database
    },
  }
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
