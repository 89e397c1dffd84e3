import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { showOnStage } from './showOnStage.tsx'
import { SpecimenField } from './SpecimenField.tsx'
import { faultsOf, states } from './specimen.ts'
import { allSpecimens } from './allSpecimens.ts'

// Each kind of setting in each state, by the real field and control.

const shown = allSpecimens.flatMap((each) => states.map((state) => ({ ...each, state })))

const label = () => document.querySelector('[id$="-label"]')
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
const enabledFields = () =>
  all('input:not([type=search], [type=file]), textarea, select').filter(
    (each) => !each.matches(':disabled, [readonly], [aria-hidden]'),
  )

test.for(shown)('$title in the state $state', async ({ title, specimen, state }) => {
  showOnStage(<SpecimenField specimen={specimen} state={state} />)
  await expect.element(page.getByText(specimen.setting.help)).toBeInTheDocument()

  expect(label()?.textContent, 'the label').toBe(specimen.setting.label)
  expect(named(), 'the label names the control or its group').toBe(true)
  if (state === 'fault') await expectFaults(faultsOf(specimen), title)
  else {
    expect(all('[aria-invalid="true"], .lucide-circle-alert')).toEqual([])
    const mark = page.getByText('Changed', { exact: true })
    expect(mark.elements()).toHaveLength(state === 'changed' ? 1 : 0)
  }
  if (state === 'read-only') {
    expect(enabledFields(), 'no field takes anything').toEqual([])
    const words = all('button').map((each) => each.getAttribute('aria-label') ?? each.textContent)
    expect(words.filter((each) => /^(add|remove|choose|clear)/i.test(each))).toEqual([])
  }
})

function named(): boolean {
  const { id = '', tagName } = label() ?? {}
  if (tagName === 'LABEL') return (label() as HTMLLabelElement).control !== null
  return document.querySelector(`[aria-labelledby~="${CSS.escape(id)}"]`) !== null
}

/** Each message is on the page, and a control or group names it as its description and is marked itself, or holds what is. */
async function expectFaults(faults: Map<string, string>, title: string) {
  for (const [at, message] of faults) {
    const text = page.getByText(message, { exact: true })
    await expect.element(text.first(), { message: `at ${at}` }).toBeInTheDocument()
    for (const each of text.elements()) {
      const id = each.closest('p')?.id ?? ''
      const holders = id === '' ? [] : all(`[aria-describedby~="${CSS.escape(id)}"]`)
      expect(holders.length, `“${message}” describes something`).toBeGreaterThan(0)
      // The only control of an image is a button, which cannot be invalid.
      if (title !== 'image' && !isOfARow(at))
        expect(
          holders.some(
            (holder) =>
              holder.matches('[aria-invalid="true"]') || holder.querySelector('[aria-invalid="true"]'),
          ),
          `what “${message}” describes is marked`,
        ).toBe(true)
    }
  }
}

/** A row as a whole has no field to be marked. */
const isOfARow = (at: string) => /^\d+$/.test(at)
