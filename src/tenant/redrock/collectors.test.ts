import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sortKey } from '#schema/sortKey.ts'
import { testDatabases } from '#testing/database.ts'
import { actor, redrockTenant, type Asker } from '#testing/redrock.ts'

/** What a published collector asks for, in its order. */
const collected =
  `ID EventType AuthMethod DirectoryServiceUuid DirectoryServicePartnerName EntityName EntityType EntityUuid FromIPAddress
  ImpersonatorUuid Level NewEntity NormalizedUser OldEntity RequestDeviceOS RequestHostName RequestIsMobileDevice Tenant UserGuid WhenLogged
  WhenOccurred ObjectName ObjectType RoleId Role Changer ChangerUuid Result Alias ReplaceDomain Type Id ProfileName Thumbprint TargetUserID
  TargetUser Uuid Key Value UserState PreviousUserState FailedMessage Exception DSType DSName DSUuid ImpersonateTargetUuid
  ImpersonateTargetName EmailAddress Session MfaResult MfaReason SetPath ProxyId MachineName ClientAddress ConnectorUuid HostAddress UserName
  Target Cname OldState NewState AffectedTenant OU DeviceID EnrollProfileUser LocalAccountUuid DeviceName FailureReason From To Description
  DeleteReason LicenseType NewLicenseType OldLicenseType ApplicationType ApplicationName ApplicationID MobileAppType AppId AppName JobUniqueId
  SyncAction SyncActionReason SyncResult SessionId`.split(/\s+/)

describe.each(testDatabases())('PB-06 what collectors ask for, $kind', (engine) => {
  let ask: Asker
  beforeAll(async () => {
    ask = await redrockTenant(engine)
  })
  afterAll(() => ask.database.close())

  test('a published collector has its 88 columns in every row, page by page', async () => {
    expect(collected).toHaveLength(88)
    const script = `Select ${collected.join(', ')} from Event where WhenOccurred > '2020-01-01T00:00:00.123456' order by WhenOccurred`
    const seen: unknown[] = []
    for (let PageNumber = 1; ; PageNumber++) {
      const { Results, Columns, FullCount } = await ask.query(script, { args: { PageNumber, PageSize: 3 } })
      expect(FullCount).toBe(4)
      for (const { Row } of Results) {
        seen.push(Row['ID'])
        for (const { Name } of Columns) expect(Row).toHaveProperty([Name])
        // ID and Id are one column, because some readers take no two members that differ in case
        for (const name of collected) expect(Row).toHaveProperty([name === 'Id' ? 'ID' : name])
      }
      if (Results.length < 3) break
    }
    expect(new Set(seen).size).toBe(4)
  })

  test('an unknown name is null and told, whatever it is a column of in the database', async () => {
    for (const name of ['Anything', 'config', 'password_hash', 'name_key', 'rowid', 'detail_hash']) {
      const notes: string[] = []
      const [row] = await ask.rows(`select ID, ${name}, User.${name} as Other from User`, { notes })
      expect(row).toMatchObject({ [name]: null, Other: null })
      expect(notes).toEqual([`Null in every row, because User has no such columns: "${name}".`])
    }
    const notes: string[] = []
    await ask.query('select ID, Username from User', { notes })
    expect(notes).toEqual([])
  })

  test.each([
    "select ID, Anything from Event where Anything = 'x'",
    "select ID, Anything as Other from Event where Other = 'x'",
    'select Anything, count(*) as n from Event group by Anything',
    'select Anything, count(*) as n from Event group by 1',
    'select EventType, count(*) as n from Event group by EventType having Anything is null',
    'select ID from Event order by Anything',
    'select lower(Anything) from Event',
    'select Other.Anything from Event',
  ])('elsewhere it stays an error: %s', async (script) => {
    expect((await ask.refusal(script)).code).toBe('invalid_request')
  })

  test('words of SQL are columns and aliases', async () => {
    const [row] = await ask.rows(
      'select ID, From, Session, count(*) as Count from Event group by ID, Session order by Count, ID',
    )
    expect(row).toMatchObject({ From: null, Count: 1 })
    expect(await ask.rows('select count(*) as Count from Event')).toMatchObject([{ Count: 4 }])
    expect(await ask.refusal("select ID from Event where From = 'x'")).toMatchObject({
      code: 'invalid_request',
    })
  })

  test('SortBy takes a column that was not selected, and none that there is not', async () => {
    const names = (Ascending: boolean) =>
      ask.column('DisplayName', 'select DisplayName from User', { args: { SortBy: 'Username', Ascending } })
    expect(await names(false)).toEqual((await names(true)).toReversed())
    expect((await ask.refusal('select ID from User', { args: { SortBy: 'Anything' } })).message).toContain(
      'SortBy',
    )
  })

  test('DSUsers, CDUser and Tenant, with the rows that the caller may see', async () => {
    const script =
      "select InternalName, SystemName, Enabled from DSUsers where EMail like '%mail.test' order by SystemName"
    expect(await ask.rows(script)).toMatchObject([
      { InternalName: 'ada', Enabled: true },
      { InternalName: 'bob', Enabled: false },
    ])
    expect(await ask.column('State', "select State from CDUser where ID = 'bob'")).toEqual(['Disabled'])
    for (const table of ['DSUsers', 'CDUser'])
      expect(await ask.rows(`select * from ${table}`, { as: actor([]) })).toHaveLength(1)
    // This small tenant has no row of its own
    expect(await ask.rows('select ID, Name from Tenant')).toEqual([])
  })
})

describe.each(testDatabases())('PB-07 order and case are those of people, $kind', (engine) => {
  let ask: Asker
  beforeAll(async () => {
    ask = await redrockTenant(engine)
    const names = ['zoo', 'Zebra', 'émile', 'Beta', 'Äpfel', 'alpha']
    await ask.database.write((tx) =>
      tx
        .insertInto('role')
        .values(
          names.map((name) => ({
            id: `language ${name}`,
            name,
            name_key: name.toLowerCase(),
            sort_key: sortKey(name),
            description: 'language',
            built_in: 0,
            version: 1,
            created_at: 0,
            updated_at: 0,
          })),
        )
        .execute(),
    )
  })
  afterAll(() => ask.database.close())

  const sorted = ['alpha', 'Äpfel', 'Beta', 'émile', 'Zebra', 'zoo']
  const ours = "select Name from Role where Description = 'language'"

  test('by ORDER BY and by SortBy, up and down', async () => {
    expect(await ask.column('Name', `${ours} order by Name`)).toEqual(sorted)
    expect(await ask.column('Name', `${ours} order by Name desc`)).toEqual(sorted.toReversed())
    expect(await ask.column('Name', ours, { args: { SortBy: 'Name', Ascending: true } })).toEqual(sorted)
    expect(
      await ask.column('Name', `select distinct Name from Role where Description = 'language' order by Name`),
    ).toEqual(sorted)
    expect(
      await ask.column(
        'Name',
        `select Name, count(*) as n from Role where Description = 'language' group by Name order by Name`,
      ),
    ).toEqual(sorted)
  })

  test('found in any case, by filter, LIKE and COLLATE NOCASE', async () => {
    expect(await ask.column('Name', ours, { args: { FilterBy: ['Name'], FilterValue: 'ÉMILE' } })).toEqual([
      'émile',
    ])
    expect(await ask.column('Name', "select Name from Role where Name like 'ÉM%'")).toEqual(['émile'])
    expect(
      await ask.column('Name', "select Name from Role where Name collate nocase in ('x', 'ÄPFEL')"),
    ).toEqual(['Äpfel'])
  })
})
