import { expect, test, vi } from 'vitest'
import { page, server } from 'vitest/browser'
import { renderer } from './renderer.ts'
import { showOnStage } from './showOnStage.tsx'
import { SpecimenSection } from './SpecimenSection.tsx'
import { faultsOf } from './specimen.ts'
import { allSpecimens } from './allSpecimens.ts'

// Renewed by npm run pictures.

const made = 'src/console/gallery/pictures/madeWith.txt'

// Pictures of one browser and its fonts are not those of another.
const here = await renderer()
if (server.config.snapshotOptions.updateSnapshot === 'all') await server.commands.writeFile(made, `${here}\n`)
const there = (await server.commands.readFile(made)).trim()
if (here !== there)
  console.warn(`SKIPPED: the pictures were made with ${there}. This is ${here}, which draws otherwise.`)

// Lengths do not depend on the theme, nor colours on the width: two pictures tell of all four.
const looks = [
  { scheme: 'light', width: 1000, name: 'light, wide' },
  { scheme: 'dark', width: 360, name: 'dark, narrow' },
] as const

const weights = [400, 500, 600]

for (const { scheme, width, name } of looks)
  test.skipIf(here !== there).for(allSpecimens)(`$title looks as it did: ${name}`, async (each) => {
    await page.viewport(width, 3200)
    const { isFetching } = showOnStage(<SpecimenSection {...each} />, scheme)
    // Wherever an earlier test has left the pointer, nothing is under it.
    document.body.style.pointerEvents = 'none'
    const section = page.getByRole('region', { name: each.title, exact: true })
    for (const message of faultsOf(each.specimen).values())
      await expect.element(section.getByText(message, { exact: true }).first()).toBeInTheDocument()
    await vi.waitFor(() => expect(isFetching()).toBe(false))
    await Promise.all(weights.map((weight) => document.fonts.load(`${weight} 14px "Inter Variable"`)))
    await document.fonts.ready
    await expect(section).toMatchScreenshot(`${each.title}, ${name}`.replaceAll(', ', '-'))
  })
