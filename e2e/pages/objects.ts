import { expect, type Page } from 'playwright/test'
import type { ClientSetup } from '#schema/clientSetup.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import type { MadeClient } from '#testing/clientSetup.ts'
import type { People } from '#testing/people.ts'

type Makers = {
  people: People
  newClient: (name: string, change?: (setup: ClientSetup) => ClientSetup) => Promise<MadeClient>
}

type Made = { id: string; name: string }

/** Makes an object of each noun with what people call it: tests over all nouns begin with one. */
export const addObject: Record<ObjectType, (makers: Makers, name: string) => Promise<Made>> = {
  application: async ({ newClient }, name) => {
    const { applicationRowKey } = await newClient(idFrom(name), (setup) => ({
      ...setup,
      description: { ...setup.description, name },
    }))
    return { id: applicationRowKey, name }
  },
  user: async ({ people }, name) => ({
    id: await people.addUser(idFrom(name)),
    name: `${idFrom(name)}@acme.test`,
  }),
  role: async ({ people }, name) => ({ id: await people.addRole(name), name }),
  group: async ({ people }, name) => ({ id: await people.addGroup(name), name }),
  identityProvider: async ({ people }, name) => ({ id: await people.addIdentityProvider(name), name }),
  device: async ({ people }, name) => ({ id: await people.addDevice(name, { Polling: false }), name }),
}

const idFrom = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** The addresses of an object's tabs, as its page has them. */
export async function tabPaths(page: Page, type: ObjectType, id: string): Promise<string[]> {
  const base = `${nouns[type].path}/${id}`
  await page.goto(new URL(base, page.url()).href)
  const tabs = page.getByRole('main').locator(`nav a[href^="${base}/"]`)
  await expect(tabs.last()).toBeVisible()
  return tabs.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
}
