import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { addFrom, addThirdDirectory } from '#testing/sourceDirectories.ts'

// Mapping mode × directory × match × whether the address was verified, and names that only look different.

describe.each(testDatabases())('how people are matched, $kind', (engine) => {
  const at = federationTenant({ engine, domain: 'acme.test' })
  let third: Awaited<ReturnType<typeof addThirdDirectory>>
  let count = 0
  beforeAll(async () => {
    third = await addThirdDirectory(at.running.tenant)
  })

  const set = (Authentication: Record<string, unknown>) =>
    at.update({
      Authentication: {
        MapFederatedUser: 'Optional',
        FederatedAttribute: '',
        DirectoryAttribute: 'None',
        DirectoryService: 'None',
        CreateCloudUser: false,
        ...Authentication,
      },
    })
  /** The name of the account, or undefined for who is denied. */
  const comes = async (claims: Record<string, unknown>) => {
    const sub = `sub${++count}`
    at.idp.state.person = { sub, ...claims }
    await at.federation.signIn('anybody@acme.test', at.link)
    const row = await at.running.tenant.database.read
      .selectFrom('identity_link')
      .innerJoin('user', 'user.id', 'identity_link.user_id')
      .where('subject', '=', sub)
      .select('user.name')
      .executeTakeFirst()
    return row?.name
  }
  const here = {
    CDS: async (name: string, mail: string) => void (await at.people.addUser(name, { Mail: mail })),
    LdapProxy: async (name: string, mail: string) => {
      const userId = await addFrom(at.running.tenant, `${name}@acme.test`, third.id)
      third.people.push({ name: `${name}@acme.test`, userId, mail, password: '' })
    },
  }

  const modes = ['Disabled', 'Optional', 'Required'] as const
  const cases = modes.flatMap((mode) =>
    (['CDS', 'LdapProxy'] as const).flatMap((directory) =>
      [true, false].flatMap((matches) => [{ mode, directory, matches }]),
    ),
  )
  test.each(cases)('$mode, by name in $directory, an account that matches: $matches', async (each) => {
    const name = `m${++count}`
    if (each.matches) await here[each.directory](name, `${name}@mail.test`)
    await set({ MapFederatedUser: each.mode })
    const found = await comes({ preferred_username: `${name}@acme.test` })
    const lets = each.matches ? each.mode !== 'Disabled' : each.mode !== 'Required'
    expect(found).toBe(lets ? `${name}@acme.test` : undefined)
  })

  test.each(
    modes.flatMap((mode) =>
      (['CDS', 'LdapProxy'] as const).flatMap((directory) =>
        [true, false, undefined].map((email_verified) => ({ mode, directory, email_verified })),
      ),
    ),
  )(
    'RP-07 $mode, by mail in $directory that is verified: $email_verified',
    async ({ mode, directory, email_verified }) => {
      const name = `v${++count}`
      await here[directory](name, `${name}.mail@acme.test`)
      await set({ MapFederatedUser: mode, FederatedAttribute: 'Email', DirectoryAttribute: 'Email' })
      third.asked.length = 0
      const found = await comes({
        preferred_username: `${name}.new@acme.test`,
        email: `${name}.mail@acme.test`,
        email_verified,
      })
      const [mapped, made] = [`${name}@acme.test`, `${name}.new@acme.test`]
      const asked = email_verified === true && directory === 'CDS' ? mapped : undefined
      const unmatched = mode === 'Optional' && email_verified === true ? made : undefined
      expect(found).toBe(mode === 'Disabled' ? made : (asked ?? unmatched))
      // By mail nobody is looked for but in the mapped directory, which is the Cloud Directory
      expect(third.asked).not.toContain(`${name}.mail@acme.test`)
    },
  )

  test('RP-09 a directory that does not answer before one does denies, and one behind the match is not asked', async () => {
    const [first, behind] = [`d${++count}`, `d${++count}`]
    await here.CDS(first, '')
    await set({})
    third.down = true
    expect(await comes({ preferred_username: `${first}@acme.test` })).toBe(`${first}@acme.test`)
    expect(await comes({ preferred_username: `${behind}@acme.test` })).toBeUndefined()
    expect((await at.federation.refused()).seen).toContain('Third Directory does not answer')
    third.down = false
  })

  test.each<[string, (name: string) => string]>([
    ['other case', (name) => `${name.toUpperCase()}@ACME.test`],
    ['a full-width ＠', (name) => `${name}＠acme.test`],
    ['full-width letters', (name) => `ｕ${name.slice(1)}@acme.test`],
  ])('NT-36 NT-37 a name in %s is the same person or nobody', async (_, spelled) => {
    for (const mode of modes) {
      const name = `u${++count}`
      await here.CDS(name, '')
      await set({ MapFederatedUser: mode })
      const found = await comes({ preferred_username: spelled(name) })
      expect([undefined, mode === 'Disabled' ? undefined : `${name}@acme.test`]).toContain(found)
    }
  })

  test.each([
    ['a letter that is not seen', (name: string) => `${name.slice(0, 1)}\u200B${name.slice(1)}@acme.test`],
    ['a letter of another script', (name: string) => `\u0430${name}@acme.test`],
    ['two @', (name: string) => `${name}@acme.test@acme.test`],
    ['a right-to-left sign', (name: string) => `${name}\u202E@acme.test`],
  ])('NT-36 a name with %s makes no account, whatever the mode', async (_, spelled) => {
    const users = () =>
      at.running.tenant.database.read.selectFrom('user').select('name').orderBy('name').execute()
    for (const mode of modes) {
      const name = `w${++count}`
      await here.CDS(name, '')
      await set({ MapFederatedUser: mode, CreateCloudUser: mode === 'Required' })
      const before = await users()
      const found = await comes({ preferred_username: spelled(name) })
      expect([undefined, mode === 'Disabled' ? undefined : `${name}@acme.test`]).toContain(found)
      expect(await users()).toEqual(before)
    }
  })
})
