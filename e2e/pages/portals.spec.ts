import type { Locator, Page } from 'playwright/test'
import { api } from '#schema/api.ts'
import { nouns, objectTypes, type ObjectType } from '#schema/nouns.ts'
import { builtInRoles } from '#schema/right.ts'
import { password } from '#testing/people.ts'
import { expect, test as base } from '../fixtures.ts'
import { expectSettled } from './look.ts'
import { addObject, tabPaths } from './objects.ts'

/** Somebody in a built-in role, signed in, with one object of each noun to look at. */
const test = base.extend<{
  portal: (page: Page, role: string) => Promise<Record<ObjectType, string>>
}>({
  portal: async ({ signIn, people, newClient }, provide) => {
    await provide(async (page, role) => {
      const name = `looker-${crypto.randomUUID().slice(0, 8)}`
      const ids = {} as Record<ObjectType, string>
      for (const type of objectTypes) {
        const made = await addObject[type]({ people, newClient }, `${name} ${type}`)
        ids[type] = made.id
      }
      await people.join(ids.role, { Users: [ids.user], Groups: [ids.group] })
      await people.join(role, { Users: [await people.addUser(name)] })
      await signIn(page, '/', { user: `${name}@acme.test`, password })
      return ids
    })
  },
})

/** Read only Administrator sees what Support sees. */
const portals = ['supportstaff', 'securityreviewer'] as const

/** What goes wrong behind the page: refusals of the tenant, and whatever the browser complains of. */
function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('response', (reply) => {
    if (reply.status() >= 400) faults.push(`${reply.status()} ${new URL(reply.url()).pathname}`)
  })
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  return faults
}

/** Every address behind sign-in that the route tree has, each noun's with all of its tabs. */
async function addresses(page: Page, ids: Record<ObjectType, string>): Promise<string[]> {
  const paths = await page.evaluate(() => {
    const { __TSR_ROUTER__: router } = globalThis as unknown as {
      __TSR_ROUTER__: { routesByPath: Record<string, unknown> }
    }
    return Object.keys(router.routesByPath)
  })
  expect(paths.length).toBeGreaterThan(20)
  const found = new Set<string>()
  for (const path of paths.filter((path) => !/^\/(sign|setup|callback)|\/\$id$/.test(path))) {
    const type = objectTypes.find((type) => path.startsWith(`${nouns[type].path}/`))
    if (type && path.endsWith('/$tab'))
      for (const tab of await tabPaths(page, type, ids[type])) found.add(tab)
    else
      found.add(
        path
          .replace(/\$(id|rowKey)/, type ? ids[type] : 'nothing')
          .replace('$recipe', 'siem')
          .replace('/$', '/nowhere'),
      )
  }
  return [...found]
}

async function goTo(page: Page, path: string) {
  await page.goto(new URL(path, page.url()).href)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectSettled(page)
}

for (const role of portals)
  test(`AZ-02 ${builtInRoles[role].name}: no page asks for what is refused, and none complains`, async ({
    page,
    portal,
  }) => {
    test.setTimeout(240_000)
    const ids = await portal(page, role)
    const paths = await addresses(page, ids)
    const faults = faultsOf(page)
    for (const path of paths) {
      await goTo(page, path)
      expect.soft(faults.splice(0), path).toEqual([])
    }
  })

/** What can be pressed there now, by its place: pressing may bring other things. */
const pressable = (within: Locator) =>
  within.locator('button:visible:not(:disabled, [aria-disabled="true"]), [role="switch"]:visible:enabled')

/** Whatever was opened above the page is there a moment later, and is closed again. */
async function closed(page: Page) {
  await expectSettled(page)
  const above = page.locator('.MuiModal-root, .MuiPopper-root')
  const opened = await above
    .first()
    .waitFor({ state: 'visible', timeout: 150 })
    .then(
      () => true,
      () => false,
    )
  if (!opened) return
  await expectSettled(page)
  await page.keyboard.press('Escape')
  await expect(above).toHaveCount(0)
}

/** Calls that change something. Whoever opens a form may keep a draft of their own. */
const changing = new Set(
  Object.values(api)
    .filter(({ reads, path }) => !reads && !path.startsWith('/Gatewright/Drafts/'))
    .map(({ path }) => `/api${path}`),
)

for (const role of portals)
  test(`NT-39 ${builtInRoles[role].name}: nothing that can be pressed ends in a refusal or changes a setting`, async ({
    page,
    portal,
  }) => {
    test.setTimeout(240_000)
    const ids = await portal(page, role)
    const paths = await addresses(page, ids)
    const faults = faultsOf(page)
    const writes: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (changing.has(pathname)) writes.push(pathname)
    })
    let pressed = 0
    for (const path of paths) {
      await goTo(page, path)
      faults.splice(0)
      const main = page.getByRole('main')
      // A reason stands with each that cannot be pressed
      for (const idle of await main.locator('button[aria-disabled="true"]:visible').all())
        await expect(idle, path).toHaveAccessibleDescription(/\w \w/)
      const count = await pressable(main).count()
      for (let at = 0; at < count; at++) {
        const button = pressable(main).nth(at)
        if ((await button.count()) === 0) break
        const name = await button.evaluate((each) => each.getAttribute('aria-label') ?? each.textContent)
        const missed = await button.click({ timeout: 5000 }).then(
          () => null,
          (error: unknown) => error,
        )
        // What the page took away by itself meanwhile cannot be pressed by anybody
        if (missed !== null && (await button.count()) === 0) continue
        expect(missed, `${path}: ${name}`).toBeNull()
        pressed++
        await closed(page)
        expect.soft(faults.splice(0), `${path}: ${name}`).toEqual([])
        if (new URL(page.url()).pathname !== path) await goTo(page, path)
      }
    }
    expect(pressed).toBeGreaterThan(20)
    expect(writes).toEqual([])
  })
