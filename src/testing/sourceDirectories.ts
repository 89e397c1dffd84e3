import { randomUUID } from 'node:crypto'
import { readStored } from '#schema/category.ts'
import { federatedDirectory } from '#schema/directoryService.ts'
import { userCategories } from '#schema/user/index.ts'
import { theTenant } from '#tenant/audit/event.ts'
import { insertUser } from '#tenant/directory/insertUser.ts'
import { directoryKinds } from '#tenant/directory/source/directories.ts'
import { Unreachable, type Entry, type Verdict } from '#tenant/directory/source/directory.ts'
import type { Tenant } from '#tenant/tenant.ts'

/** Somebody who comes from another directory than the cloud directory. */
export const addFrom = (tenant: Tenant, name: string, directory = federatedDirectory): Promise<string> =>
  tenant.database.write((tx) =>
    insertUser(
      { tx, tenant, by: theTenant },
      {
        config: readStored(userCategories, { account: { name } }),
        from: { directory, externalId: `external ${name}` },
        why: 'Came from elsewhere',
      },
    ),
  )

type Person = Pick<Entry, 'name' | 'userId'> & { password: string; mail?: string; says?: Verdict }

/** A directory of a third kind, as a further file would add it; nothing that exists knows of it. */
export async function addThirdDirectory(tenant: Tenant, name = 'Third Directory') {
  const third = {
    id: randomUUID().toUpperCase(),
    name,
    people: [] as Person[],
    down: false,
    /** Never answers whether it is there. */
    silent: false,
    asked: [] as string[],
  }
  directoryKinds.set('LdapProxy', (_, row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    createdAt: row.created_at,
    async find({ attribute, value }) {
      third.asked.push(value)
      if (third.down) throw new Unreachable(row.name)
      const found = third.people.filter((each) =>
        attribute === 'name' ? each.name === value : attribute === 'mail' && each.mail === value,
      )
      return found.map(({ name, userId, mail = '' }) => ({
        directory: row.id,
        externalId: `external ${name}`,
        userId,
        name,
        mail,
        displayName: name,
        phone: '',
        state: 'None',
      }))
    },
    async probe() {
      if (third.silent) await new Promise(() => undefined)
      if (third.down) throw new Unreachable(row.name)
    },
    async verify(entry, password, { reserve }) {
      const wait = await reserve()
      if (wait) return wait
      const person = third.people.find((each) => each.name === entry.name)
      return person?.password === password ? (person.says ?? 'right') : 'wrong'
    },
  }))
  const row = { id: third.id, kind: 'LdapProxy' as const, name, enabled: 1, created_at: tenant.clock() }
  await tenant.database.write((tx) => tx.insertInto('directory').values(row).execute())
  return third
}
