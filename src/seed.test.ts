import { describe, expect, test } from 'vitest'
import type { RedrockReply } from '#schema/redrock.ts'
import { administrator } from '#testing/administrator.ts'
import { type ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { startProduct } from '#testing/product.ts'
import { npmRun, start } from '#testing/program.ts'
import { bootTenant } from '#testing/tenant.ts'
import { seed } from './seed.ts'

const count = 130

describe.each(testDatabases())('$kind', ({ kind, create }) => {
  test(
    'npm run seed fills a tenant through the code that writes every change',
    { timeout: 180_000 },
    async () => {
      const databaseUrl = kind === 'postgres' ? await create() : undefined
      const product = await startProduct({ withAdministrator: false, databaseUrl })
      // A file belongs to one process
      await product.stop()
      const env = {
        ...product.env,
        GATEWRIGHT_ADMIN_USER: administrator.user,
        GATEWRIGHT_ADMIN_PASSWORD: administrator.password,
      }
      await expect(npmRun(['seed', '--', '1'], product.env)).rejects.toThrow(/no administrator yet/)
      const printed = await npmRun(['seed', '--', String(count)], env)
      expect(printed).toContain(`applications: ${count} of ${count}`)
      await expect(npmRun(['seed', '--', '1'], env)).rejects.toThrow(
        /holds applications, users, groups or roles/,
      )
      expect(await npmRun(['seed', '--', '3', '--beside-others'], env)).toContain('users: 3 of 3')

      // Every object has its version and its event, and the chain holds
      const verified = await start(['src/server.ts', 'verify'], { ready: /each as it was recorded/, env })
      expect(Number(/(\d{1,9}) versions/.exec(verified.output)?.[1])).toBeGreaterThan(3 * count)
      await verified.stop()

      await product.startAgain()
      const { tenantUrl: url } = product
      const admin = await signIn(url, administrator)
      expect(await rowsOf(admin, 'select ID from Application')).toHaveLength(count + 3)
      expect(await rowsOf(admin, 'select InternalName from DSGroups')).toHaveLength(count + 3)
      const users = await rowsOf(admin, 'select ID, Username from User order by Username')
      expect(users).toHaveLength(1 + count + 3)

      // Nobody knows a password of theirs until an administrator sets one
      const [, { ID = '', Username: user = '' } = {}] = users
      const password = 'quite long sentence 9'
      await admin.result('/UserMgmt/ResetUserPassword', { ID, newPassword: password })
      const plain = await signIn(url, { user, password })
      expect(await rowsOf(plain, 'select ID from Application')).toHaveLength(60)
      const { Apps } = await plain.result<{ Apps: unknown[] }>('/UPRest/GetUPData')
      expect(Apps).toHaveLength(60)
      await product.close()
    },
  )
})

test('npm run seed says what it takes', async () => {
  const { tenant, close } = await bootTenant()
  const wrong = [
    [],
    ['many'],
    ['0'],
    ['1000001'],
    ['1', '2'],
    ['1', '--beside'],
    ['--beside-others'],
    ['1', '--beside-others', '2'],
  ]
  for (const args of wrong)
    await expect(
      seed(tenant, args, () => {}),
      args.join(' '),
    ).rejects.toThrow(/takes how many/)
  await close()
})

async function rowsOf(client: ApiClient, Script: string): Promise<Record<string, string>[]> {
  const { Results } = await client.result<RedrockReply>('/Redrock/query', { Script })
  return Results.map(({ Row }) => Row as Record<string, string>)
}
