import { afterEach, expect, test } from 'vitest'
import { page, userEvent, type Locator } from 'vitest/browser'
import { category, objectOf } from '#schema/category.ts'
import type { Grant } from '#schema/grant.ts'
import { grantList } from '#schema/kinds/grantList.ts'
import { showOnStage } from '../../gallery/showOnStage.tsx'
import { people } from '../../gallery/standIn.ts'
import { CategoryForm } from '../CategoryForm.tsx'
import { ObjectForm } from '../ObjectForm.tsx'
import { useObjectForm } from '../useObjectForm.ts'

// Principals by rights, by keys alone.

const only = category('access', {
  title: 'Access',
  summary: '',
  settings: { grants: grantList({ label: 'Permissions', help: 'Who may use it.' }) },
})
const schema = objectOf([only])
const teams = (count: number): Grant[] =>
  Array.from({ length: count }, (_, index) => ({
    type: 'Group',
    id: `group-${index + 1}`,
    name: `Team ${index + 1}`,
    rights: ['View', 'Run'],
  }))

function EditPage({ grants, readOnly }: { grants: Grant[]; readOnly: boolean }) {
  const object = useObjectForm({
    categories: [only],
    schema,
    saved: { access: { grants } },
    version: 1,
    readOnlyReason: readOnly ? 'It is only shown.' : undefined,
  })
  return (
    <ObjectForm
      object={object}
      within="/"
      save={() => Promise.resolve()}
      reload={() => Promise.reject(new Error('Nobody else saves here.'))}
      goTo={() => undefined}
    >
      <CategoryForm category={only} />
    </ObjectForm>
  )
}

async function show(grants: Grant[], { readOnly = false } = {}) {
  showOnStage(<EditPage grants={grants} readOnly={readOnly} />)
  await expect
    .element(page.getByRole(readOnly ? 'table' : 'grid', { name: 'Permissions' }))
    .toBeInTheDocument()
}

const box = (right: string, name: string) =>
  page.getByRole('checkbox', { name: `${right} for ${name}`, exact: true })
const textOf = (shown: Locator) => shown.element().textContent
const keys = (...pressed: string[]) => userEvent.keyboard(pressed.map((key) => `{${key}}`).join(''))

afterEach(() => scrollTo(0, 0))

test('Tab comes to one cell, arrow keys go through the others, and Space toggles', async () => {
  await show(teams(5))
  await userEvent.tab()
  await expect.element(box('Grant', 'Team 1')).toHaveFocus()
  await keys('ArrowDown', 'ArrowDown', 'ArrowRight')
  await expect.element(box('View', 'Team 3')).toHaveFocus()
  await userEvent.keyboard(' ')
  await expect.element(box('View', 'Team 3')).not.toBeChecked()
  await expect.element(box('View', 'Team 3')).toHaveFocus()
  await keys('ArrowUp', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')
  await expect.element(page.getByRole('link', { name: 'Team 2' })).toHaveFocus()
  await keys('End')
  await expect.element(page.getByRole('button', { name: 'Remove Team 2' })).toHaveFocus()
  await keys('Home', 'ArrowRight')
  await expect.element(box('Grant', 'Team 2')).toHaveFocus()
  await userEvent.tab()
  await expect.element(page.getByRole('button', { name: 'Add role' })).toHaveFocus()
  await userEvent.tab({ shift: true })
  await expect.element(box('Grant', 'Team 2')).toHaveFocus()
  await keys('Control>}{End}{/Control')
  await expect.element(page.getByRole('button', { name: 'Remove Team 5' })).toHaveFocus()
})

test('of very many the keys reach also those that are out of sight', async () => {
  await show(teams(120))
  await userEvent.tab()
  await userEvent.tab()
  await expect.element(box('Grant', 'Team 1')).toHaveFocus()
  await keys('PageDown', 'PageDown')
  await expect.element(box('Grant', 'Team 21')).toHaveFocus()
  await keys('Control>}{End}{/Control')
  await expect.element(page.getByRole('button', { name: 'Remove Team 120' })).toHaveFocus()
  await keys('Control>}{Home}{/Control')
  await expect.element(page.getByRole('link', { name: 'Team 1', exact: true })).toHaveFocus()
  expect(document.querySelectorAll('[data-index]').length).toBeLessThan(60)
})

test('a name is found among many, and who is added is shown whatever is looked for', async () => {
  await show(teams(9))
  await expect.element(page.getByText('9 principals: 9 groups')).toBeInTheDocument()
  await page.getByRole('searchbox', { name: 'Filter by name' }).fill('team 7')
  await expect.element(page.getByText('1 of 9 shown')).toBeInTheDocument()
  await expect.element(box('Run', 'Team 7')).toBeChecked()
  expect(box('Run', 'Team 6').elements()).toEqual([])
  await box('Run', 'Team 7').click()
  await expect.element(box('Run', 'Team 7')).not.toBeChecked()
  await page.getByRole('button', { name: 'Add group' }).click()
  await userEvent.keyboard('Appr')
  await page.getByRole('option', { name: 'Approvers' }).click()
  await expect.element(box('Run', 'Approvers')).toBeChecked()
  await expect.element(box('Run', 'Team 7')).not.toBeChecked()
})

test('what a role gives shows at its member at once, also before it is saved, and too much for a service user is told', async () => {
  await show([
    { ...people.role, rights: ['View'] },
    { ...people.user, rights: ['View'] },
  ])
  const run = box('Run', people.user.name)
  await expect.element(run).not.toHaveAccessibleDescription()
  const through = 'View + Run through group Approvers, which is in role Event readers'
  await box('Run', people.role.name).click()
  await expect.element(run).toHaveAccessibleDescription(through)
  await expect
    .poll(() => textOf(page.getByRole('columnheader', { name: 'Run', exact: false })))
    .toContain('held by 1 through others')
  const warning = page.getByText('Manage is more than a service user needs.', { exact: false })
  expect(warning.elements()).toEqual([])
  await box('Manage', people.role.name).click()
  await expect.element(warning).toBeInTheDocument()
})

test('who may only look reads the same as text', async () => {
  await show(
    [
      { ...people.role, rights: ['Run'] },
      { ...people.user, rights: ['Manage'] },
    ],
    { readOnly: true },
  )
  const row = page.getByRole('row', { name: people.user.name, exact: false })
  await expect.poll(() => textOf(row)).toContain('Run through group Approvers › role Event readers')
  const cells = () =>
    row
      .getByRole('cell')
      .elements()
      .map((cell) => cell.textContent)
  expect(cells().slice(0, 7)).toEqual([
    '',
    'Part of another right',
    'Part of another right',
    'Given',
    '',
    'Held through another principal',
    '',
  ])
  expect(document.querySelectorAll('input')).toHaveLength(0)
})
