import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { showOnStage } from '../../gallery/showOnStage.tsx'
import { SpecimenField } from '../../gallery/SpecimenField.tsx'
import type { Specimen } from '../../gallery/specimen.ts'
import { specimens } from '../../gallery/specimens.ts'

// Lists of rows, as the keyboard and the clipboard use them.

const show = (specimen: Specimen) => showOnStage(<SpecimenField specimen={specimen} state="value" />)
const button = (name: string) => page.getByRole('button', { name, exact: true })
const field = (name: string) => page.getByRole('textbox', { name, exact: true })
const values = () => [...document.querySelectorAll<HTMLInputElement>('li input')].map(({ value }) => value)

describe('a list of texts', () => {
  beforeEach(() => show(specimens.textList.plain))

  test('an added row has the focus, and what is typed stands in it', async () => {
    await button('Add client').click()
    await expect.element(field('client 3')).toHaveFocus()
    await userEvent.keyboard('report')
    expect(values()).toEqual(['siem', 'dashboard', 'report'])
    await expect.element(page.getByText('Changed', { exact: true })).toBeInTheDocument()
  })

  test('Enter opens a row below and goes there', async () => {
    await field('client 1').click()
    await userEvent.keyboard('{Enter}')
    await expect.element(field('client 2')).toHaveFocus()
    expect(values()).toEqual(['siem', '', 'dashboard'])
  })

  test('several pasted lines become rows, and the last one has the focus', async () => {
    await button('Add client').click()
    await copy('  report\n\nbackup\r\nnight ')
    await field('client 3').click()
    await userEvent.paste()
    await expect.element(field('client 5')).toHaveFocus()
    expect(values()).toEqual(['siem', 'dashboard', 'report', 'backup', 'night'])
  })

  test('several lines pasted into a row with text come after it', async () => {
    await copy('report\nbackup')
    await field('client 1').click()
    await userEvent.paste()
    await expect.element(field('client 3')).toHaveFocus()
    expect(values()).toEqual(['siem', 'report', 'backup', 'dashboard'])
  })

  test('one pasted line stays in its row', async () => {
    await copy('-night')
    await field('client 1').click()
    await userEvent.keyboard('{End}')
    await userEvent.paste()
    expect(values()).toEqual(['siem-night', 'dashboard'])
  })

  test('the focus stays where a row was removed, and goes to what adds when none is left', async () => {
    await button('Remove client 1').click()
    await expect.element(button('Remove client 1')).toHaveFocus()
    expect(values()).toEqual(['dashboard'])
    await userEvent.keyboard('{Enter}')
    await expect.element(button('Add client')).toHaveFocus()
    expect(values()).toEqual([])
  })

  test('a row is the same one after another was removed', async () => {
    await expect.element(field('client 2')).toBeInTheDocument()
    const second = field('client 2').element()
    await button('Remove client 1').click()
    await expect.poll(values).toEqual(['dashboard'])
    expect(field('client 1').element()).toBe(second)
  })

  test('the focus goes to the row before when the last one was removed', async () => {
    await button('Remove client 2').click()
    await expect.element(button('Remove client 1')).toHaveFocus()
  })
})

test('the list says what is wrong with a row when it is left, and no longer when it is right', async () => {
  show(specimens.uriList.plain)
  await field('redirect URI 1').fill('http://dashboard.acme.test/')
  await userEvent.tab()
  await expect.element(field('redirect URI 1')).toHaveAttribute('aria-invalid', 'true')
  await expect.element(field('redirect URI 1')).toHaveAccessibleDescription(/https/)
  await field('redirect URI 1').fill('https://dashboard.acme.test/')
  await expect.element(field('redirect URI 1')).toHaveAttribute('aria-invalid', 'false')
  await expect.element(field('redirect URI 1')).not.toHaveAccessibleDescription()
})

test('an added row of several columns has the focus in its first one, and a removed one leaves it there', async () => {
  show(specimens.rows.plain)
  await button('Add mapping').click()
  await expect.element(field('Attribute').nth(2)).toHaveFocus()
  await userEvent.keyboard('title')
  await expect.element(page.getByRole('group', { name: 'Mapping title' })).toBeInTheDocument()
  await button('Remove mapping memberOf').click()
  await expect.element(button('Remove mapping title')).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(button('Remove mapping mail')).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(button('Add mapping')).toHaveFocus()
  await expect.element(page.getByText('Nothing is taken over.')).toBeInTheDocument()
})

test('an added scope is open and has the focus, and a removed one leaves it there', async () => {
  show(specimens.scopeList.plain)
  await button('Add scope').click()
  await expect.element(field('Name').nth(1)).toHaveFocus()
  await userEvent.keyboard('write')
  await expect.element(page.getByRole('group', { name: 'Scope write' })).toBeInTheDocument()
  await button('Remove scope siem').click()
  await expect.element(button('Remove scope write')).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(button('Add scope')).toHaveFocus()
})

test('the scope that was opened stays open when another one is removed', async () => {
  show(specimens.scopeList['names'] as Specimen)
  const fold = (name: string, expanded: boolean) =>
    page.getByRole('group', { name: `Scope ${name}` }).getByRole('button', { name, exact: false, expanded })
  await fold('close', false).click()
  await button('Remove scope write').click()
  await expect.element(page.getByRole('group', { name: 'Scope write' })).not.toBeInTheDocument()
  await expect.element(fold('close', true)).toBeInTheDocument()
  await expect.element(fold('audit', false)).toBeInTheDocument()
})

test('many scopes are folded, and one with a fault is open', async () => {
  const many = specimens.scopeList['names'] as Specimen
  show(many)
  await expect.element(page.getByRole('group', { name: 'Scope read' })).toBeInTheDocument()
  expect(field('Name').elements()).toEqual([])
  showOnStage(<SpecimenField specimen={many} state="fault" />)
  await expect.element(field('Name')).toHaveValue('read')
  await expect.element(field('Name')).toHaveAccessibleDescription('There is already a scope read.')
})

test('whoever was added can be taken away, and the focus stays among them', async () => {
  show(specimens.grantList.plain)
  await button('Add group').click()
  const search = page.getByRole('combobox', { name: 'Group to add' })
  await expect.element(search).toHaveFocus()
  await userEvent.keyboard('Appr')
  await page.getByRole('option', { name: 'Approvers' }).click()
  await expect.element(button('Add group')).toHaveFocus()
  await expect.element(page.getByRole('checkbox', { name: 'Run for Approvers' })).toBeChecked()
  await button('Remove siem@acme.test').click()
  await expect.element(button('Remove Approvers')).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(button('Remove Event readers')).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(button('Add role')).toHaveFocus()
  await expect.element(page.getByText('Nobody is listed yet.')).toBeInTheDocument()
})

/** As if somebody had copied it elsewhere. */
async function copy(text: string) {
  const elsewhere = document.body.appendChild(document.createElement('textarea'))
  elsewhere.value = text
  elsewhere.select()
  await userEvent.copy()
  elsewhere.remove()
}
