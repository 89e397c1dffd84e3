import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseName } from '#platform/database/dataFolder.ts'
import type { Product } from './product.ts'

/** Lets every sign-in on the tenant's page so far have happened longer ago. */
export function ageSignIns({ dataFolder }: Pick<Product, 'dataFolder'>, minutes: number): void {
  const database = new DatabaseSync(join(dataFolder, databaseName), { timeout: 5000 })
  const by = minutes * 60_000
  database.prepare('update authorization set auth_time = auth_time - ? where on_page = 1').run(by)
  database.prepare('update login_session set created_at = created_at - ? where on_page = 1').run(by)
  database.close()
}
