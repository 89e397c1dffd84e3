import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { showOnStage } from '../../gallery/showOnStage.tsx'
import { SpecimenField } from '../../gallery/SpecimenField.tsx'
import type { Specimen } from '../../gallery/specimen.ts'
import { secretSpecimens } from '../../gallery/secretSpecimens.ts'

// A secret that the tenant keeps, as a person keeps, replaces or removes it.

const show = (specimen: Specimen) => showOnStage(<SpecimenField specimen={specimen} state="value" />)
const wish = (name: string | RegExp) => page.getByRole('radio', { name })
const another = page.getByLabelText('Bind password, the new one')
const changed = page.getByText('Changed', { exact: true })

test('nothing of it shows: it stays until somebody wishes otherwise', async () => {
  show(secretSpecimens.sealedSecret.plain)
  await expect.element(wish('Keep the one of 3 March 2026')).toBeChecked()
  expect(document.querySelectorAll('input[type="password"], input[type="text"]')).toHaveLength(0)
  expect(changed.elements()).toEqual([])
})

test('another one is typed, masked, and forgotten with the wish', async () => {
  show(secretSpecimens.sealedSecret.plain)
  await wish('Replace').click()
  await expect.element(another).toHaveAttribute('type', 'password')
  await expect.element(another).toHaveAttribute('autocomplete', 'new-password')
  await another.fill('a secret of many characters')
  await expect.element(changed).toBeInTheDocument()
  await wish(/^Keep/).click()
  await expect.element(changed).not.toBeInTheDocument()
  await wish('Replace').click()
  await expect.element(another).toHaveValue('')
})

test('an empty or short one is refused at the field', async () => {
  show(secretSpecimens.sealedSecret.plain)
  await wish('Replace').click()
  await another.click()
  await userEvent.tab()
  await expect.element(page.getByText('Type the secret.')).toBeInTheDocument()
  await another.fill('short')
  await expect.element(page.getByText('At least 16 characters.')).toBeInTheDocument()
  await expect.element(another).toHaveAttribute('aria-invalid', 'true')
})

test('it can be removed, and kept after all', async () => {
  show(secretSpecimens.sealedSecret.plain)
  await wish('Remove').click()
  await expect.element(changed).toBeInTheDocument()
  await wish(/^Keep/).click()
  await expect.element(changed).not.toBeInTheDocument()
})

test('where there is none it is typed, and an emptied field changes nothing', async () => {
  show(secretSpecimens.sealedSecret.none)
  const field = page.getByLabelText('Bind password', { exact: true })
  await field.fill('a secret of many characters')
  await expect.element(changed).toBeInTheDocument()
  await field.clear()
  await expect.element(changed).not.toBeInTheDocument()
})

test('who may only look is told since when there is one', async () => {
  showOnStage(<SpecimenField specimen={secretSpecimens.sealedSecret.plain} state="read-only" />)
  await expect.element(page.getByText('Kept since 3 March 2026.')).toBeInTheDocument()
})
