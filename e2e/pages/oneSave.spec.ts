import type { Page } from 'playwright/test'
import { api } from '#schema/api.ts'
import { nouns, objectTypes, type ObjectType } from '#schema/nouns.ts'
import { expect, test } from '../fixtures.ts'
import { addObject } from './objects.ts'

/** Settings of several tabs (of a role without Sign-in, which changes how everybody signs in): each with its field filled in, and how it shows in the kept version. */
const edits: Record<
  ObjectType,
  { tab: string; fill: (page: Page) => Promise<unknown>; kept: Record<string, object> }[]
> = {
  application: [
    {
      tab: 'Description',
      fill: (page) => page.getByLabel('Application Description').fill('Saved at once'),
      kept: { description: { description: 'Saved at once' } },
    },
    {
      tab: 'Tokens',
      fill: (page) => page.getByRole('radio', { name: 'Opaque' }).check(),
      kept: { tokens: { tokenType: 'Opaque' } },
    },
  ],
  user: [
    {
      tab: 'Account',
      fill: (page) => page.getByLabel('Description').fill('Saved at once'),
      kept: { account: { description: 'Saved at once' } },
    },
    {
      tab: 'Status',
      fill: (page) => page.getByLabel('State').selectOption('Locked'),
      kept: { status: { state: 'Locked' } },
    },
  ],
  role: [
    {
      tab: 'Description',
      fill: (page) => page.getByLabel('Description').fill('Saved at once'),
      kept: { description: { description: 'Saved at once' } },
    },
    {
      tab: 'Administrative Rights',
      fill: (page) => page.getByRole('checkbox', { name: 'Report Management' }).check(),
      kept: { rights: { rights: ['reportman'] } },
    },
  ],
  group: [
    {
      tab: 'Description',
      async fill(page) {
        await page.getByLabel('Name').fill('Saved at once, all of it')
        await page.getByLabel('Description').fill('Saved at once')
      },
      kept: { description: { name: 'Saved at once, all of it', description: 'Saved at once' } },
    },
  ],
  identityProvider: [
    {
      tab: 'Group Mappings',
      async fill(page) {
        await page.getByRole('button', { name: 'Add group mapping' }).click()
        await page.getByLabel('Group Attribute Value').fill('staff')
        await page.getByLabel('Group Name').fill('Made by the same save')
      },
      kept: { groupMappings: { mappings: [{ value: 'staff', group: 'Made by the same save' }] } },
    },
    {
      tab: 'Inbound Metadata',
      fill: (page) => page.getByLabel('Client ID', { exact: true }).fill('at-once'),
      kept: { inboundMetadata: { clientId: 'at-once' } },
    },
    {
      tab: 'Settings',
      fill: (page) => page.getByLabel('External Identity Provider Name').fill('Saved at once'),
      kept: { settings: { name: 'Saved at once' } },
    },
  ],
  device: [
    {
      tab: 'Settings',
      async fill(page) {
        await page.getByLabel('Name', { exact: true }).fill('Device saved at once')
        await page.getByRole('radio', { name: 'On-prem' }).check()
      },
      kept: { settings: { name: 'Device saved at once', location: 'OnPrem' } },
    },
  ],
}

for (const type of objectTypes)
  test(`D10 what was edited on all tabs of the ${nouns[type].one} is saved by one call, as one version`, async ({
    page,
    signIn,
    people,
    newClient,
    admin,
  }) => {
    const { id } = await addObject[type]({ people, newClient }, `Saved in one ${type}`)
    const newest = async () => {
      const { entries } = api.historyList.response.parse(
        await admin.result('/Gatewright/History/List', { type, id }),
      )
      return entries[0]
    }
    const before = await newest()
    await signIn(page, `${nouns[type].path}/${id}`)
    const tabs = page.getByRole('main').getByRole('navigation')
    for (const { tab, fill } of edits[type]) {
      await tabs.getByRole('link', { name: tab }).click()
      await fill(page)
    }
    await page.getByRole('button', { name: 'Review' }).click()
    const review = page.getByRole('dialog')
    const written: string[] = []
    page.on('request', (request) => {
      const [, path = ''] = new URL(request.url()).pathname.split(/^\/api/)
      if (writes.has(path.toLowerCase())) written.push(path)
    })
    await review.getByRole('button', { name: 'Save' }).click()
    // More rights of a role are asked about once more
    if (type === 'role') await page.getByRole('button', { name: 'Give rights' }).click()
    await expect(review).toHaveCount(0)
    expect(written).toHaveLength(1)
    const after = await newest()
    expect(after?.version).toBe((before?.version ?? 0) + 1)
    const entry = api.historyGet.response.parse(
      await admin.result('/Gatewright/History/Get', { type, id, version: after?.version }),
    )
    for (const { kept } of edits[type]) expect(entry?.object).toMatchObject(kept)
  })

const writes = new Set(
  Object.values(api)
    .filter(({ reads }) => !reads)
    .map(({ path }) => path.toLowerCase()),
)
