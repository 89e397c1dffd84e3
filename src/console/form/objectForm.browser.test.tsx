import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { z } from 'zod'
import { ApiProblem } from '#console/api/problem.ts'
import { category, objectOf, type ConfigOf } from '#schema/category.ts'
import { hours, minutes } from '#schema/duration.ts'
import { duration } from '#schema/kinds/duration.ts'
import { text } from '#schema/kinds/text.ts'
import { toggle } from '#schema/kinds/toggle.ts'
import { showOnStage } from '../gallery/showOnStage.tsx'
import { CategoryForm } from './CategoryForm.tsx'
import { ObjectForm } from './ObjectForm.tsx'
import { useObjectForm } from './useObjectForm.ts'

// An object of two categories, edited as on its page: conditions, rules, review, save, and somebody else's save.

const general = category('general', {
  title: 'General',
  summary: 'What it is called.',
  settings: {
    name: text({
      label: 'Name',
      help: 'What people see.',
      maxLength: 20,
      check: z.string().min(1, 'Give a name.'),
    }),
    refresh: toggle({ label: 'Issue refresh tokens', help: 'On, sessions go on.', default: false }),
  },
})

const tokens = category('tokens', {
  title: 'Tokens',
  summary: 'How long they live.',
  settings: {
    lifetime: duration({
      label: 'Lifetime',
      help: 'Of an access token.',
      default: hours(5),
      min: minutes(1),
      max: hours(24),
    }),
    refreshLifetime: duration({
      label: 'Refresh lifetime',
      help: 'Of a refresh token.',
      default: hours(8),
      min: minutes(1),
      max: hours(48),
      when: { key: 'general.refresh', is: true },
    }),
  },
  rules: [
    {
      at: 'refreshLifetime',
      fault: ({ lifetime, refreshLifetime }) =>
        refreshLifetime < lifetime ? 'Must be at least the lifetime.' : undefined,
    },
  ],
})

const categories = [general, tokens] as const
const schema = objectOf(categories)
type Values = ConfigOf<typeof categories>

const saved: Values = {
  general: { name: 'siem', refresh: false },
  tokens: { lifetime: hours(5), refreshLifetime: hours(8) },
}

type Props = {
  save: (values: Values, details: { version: number | undefined }) => Promise<void>
  reload?: () => Promise<{ values: Values; version?: number }>
}

function EditPage({ save, reload = () => Promise.reject(new Error('Nobody else saves here.')) }: Props) {
  const object = useObjectForm({ categories, schema, saved, version: 3 })
  return (
    <ObjectForm object={object} within="/" save={save} reload={reload} goTo={() => undefined}>
      <CategoryForm category={general} />
      <CategoryForm category={tokens} />
    </ObjectForm>
  )
}

const saves = () => vi.fn<Props['save']>(() => Promise.resolve())
const name = page.getByRole('textbox', { name: 'Name', exact: true })
const button = (label: string) => page.getByRole('button', { name: label, exact: true })
const hoursOf = (label: string) => page.getByRole('textbox', { name: `${label}, hours`, exact: true })
const dialog = page.getByRole('dialog')
const refresh = page.getByRole('switch', { name: 'Issue refresh tokens' })
const lines = () =>
  dialog
    .getByRole('listitem')
    .elements()
    .map((each) => each.textContent)

test('a setting shows while what it looks at in another category holds, and keeps its value meanwhile', async () => {
  const save = saves()
  showOnStage(<EditPage save={save} />)
  await expect.element(hoursOf('Lifetime')).toBeInTheDocument()
  expect(hoursOf('Refresh lifetime').elements()).toEqual([])
  await refresh.click()
  await hoursOf('Refresh lifetime').fill('20')
  await refresh.click()
  await expect.poll(() => hoursOf('Refresh lifetime').elements()).toEqual([])
  await refresh.click()
  await expect.element(hoursOf('Refresh lifetime')).toHaveValue('20')
})

test('PB-11 a part of an hour is understood, and what is no number is a fault at its field, never another number', async () => {
  const save = saves()
  showOnStage(<EditPage save={save} />)
  for (const half of ['1.5', '1,5']) {
    await hoursOf('Lifetime').fill(half)
    await expect.element(page.getByText('1 hour 30 minutes', { exact: true })).toBeInTheDocument()
  }
  for (const odd of ['-5', '1e3', '٣']) {
    await hoursOf('Lifetime').fill(odd)
    await userEvent.tab()
    await expect.element(page.getByText('Type digits, such as 8 or 1.5.')).toBeInTheDocument()
    await expect.element(hoursOf('Lifetime')).toHaveValue(odd)
  }
  await button('Review').click()
  expect(dialog.elements()).toEqual([])
  await hoursOf('Lifetime').fill('1,5')
  await button('Review').click()
  await expect.element(dialog).toBeInTheDocument()
  expect(lines()).toEqual(['Lifetime: 5 hours → 1 hour 30 minutes'])
})

test('the bar counts changes, the review says them in words, and what is saved is no change any more', async () => {
  const save = saves()
  showOnStage(<EditPage save={save} />)
  await name.fill('dashboard')
  await expect.element(page.getByText('1 change', { exact: true })).toBeInTheDocument()
  await hoursOf('Lifetime').fill('2')
  await expect.element(page.getByText('2 changes', { exact: true })).toBeInTheDocument()
  await button('Review').click()
  await expect.element(dialog).toBeInTheDocument()
  expect(lines()).toEqual(['Name: siem → dashboard', 'Lifetime: 5 hours → 2 hours'])
  await button('Save').click()
  await expect.element(page.getByText('Saved', { exact: true })).toBeInTheDocument()
  expect(save.mock.calls.map(([values, { version }]) => ({ values, version }))).toEqual([
    {
      values: {
        ...saved,
        general: { name: 'dashboard', refresh: false },
        tokens: { ...saved.tokens, lifetime: hours(2) },
      },
      version: 3,
    },
  ])
  expect(page.getByText('Changed', { exact: true }).elements()).toEqual([])
})

test('what is typed and taken back is no change, and Discard takes everything back', async () => {
  showOnStage(<EditPage save={saves()} />)
  await name.fill('dashboard')
  await expect.element(button('Review')).toBeInTheDocument()
  await name.fill('siem')
  await expect.poll(() => button('Review').elements()).toEqual([])
  await name.fill('other')
  await button('Discard').click()
  await expect.element(name).toHaveValue('siem')
})

test('the review of something wrong goes to the first fault instead', async () => {
  const save = saves()
  showOnStage(<EditPage save={save} />)
  await hoursOf('Lifetime').fill('30')
  await name.fill('')
  await button('Review').click()
  await expect.element(name).toHaveFocus()
  await expect.element(name).toHaveAttribute('aria-invalid', 'true')
  await expect.element(name).toHaveAccessibleDescription('Give a name. What people see.')
  await expect.element(hoursOf('Lifetime')).toHaveAttribute('aria-invalid', 'true')
  expect(dialog.elements()).toEqual([])
  expect(save).not.toHaveBeenCalled()
})

test('a rule over two settings marks one of them, and takes the mark away when the other fits again', async () => {
  showOnStage(<EditPage save={saves()} />)
  await refresh.click()
  await hoursOf('Refresh lifetime').fill('1')
  await userEvent.tab()
  await expect.element(page.getByText('Must be at least the lifetime.')).toBeInTheDocument()
  await hoursOf('Lifetime').fill('1')
  await expect.poll(() => page.getByText('Must be at least the lifetime.').elements()).toEqual([])
})

test('what the tenant refuses stands at its setting, which has the focus', async () => {
  const taken = { path: 'general.name', message: 'Another application is called so.' }
  const save = vi.fn<Props['save']>(() =>
    Promise.reject(new ApiProblem({ code: 'invalid_fields', message: 'No.', status: 200, fields: [taken] })),
  )
  showOnStage(<EditPage save={save} />)
  await name.fill('dashboard')
  await button('Review').click()
  await button('Save').click()
  await expect.element(name).toHaveFocus()
  await expect.element(name).toHaveAccessibleDescription(`${taken.message} What people see.`)
  await expect.element(name).toHaveValue('dashboard')
})

test('what the tenant refuses at once in fields that are here, hidden and unknown is told whole', async () => {
  const fields = [
    { path: 'grants.0', message: 'That role is gone.' },
    { path: 'tokens.refreshLifetime', message: 'Must be at least the lifetime.' },
    { path: 'general.name', message: 'Another application is called so.' },
    { path: 'general.name', message: 'It ends with a dot.' },
    { path: 'grants.1', message: 'That group is gone.' },
  ]
  const save = saves().mockRejectedValue(
    new ApiProblem({ code: 'invalid_fields', message: 'That role is gone.', status: 200, fields }),
  )
  showOnStage(<EditPage save={save} />)
  await name.fill('dashboard.')
  await button('Review').click()
  await button('Save').click()
  await expect.element(name).toHaveFocus()
  await expect
    .element(name)
    .toHaveAccessibleDescription('Another application is called so. It ends with a dot. What people see.')
  const rest = 'That role is gone. Refresh lifetime: Must be at least the lifetime. That group is gone.'
  await expect.element(page.getByRole('alert').getByText(rest, { exact: true })).toBeInTheDocument()
})

test('CF-01 after somebody else’s save the person chooses, and goes on from the newer version', async () => {
  const stale = new ApiProblem({ code: 'stale', message: 'Somebody else saved.', status: 200 })
  const save = saves().mockRejectedValueOnce(stale)
  const theirs: Values = {
    general: { name: 'theirs', refresh: true },
    tokens: { ...saved.tokens },
  }
  showOnStage(<EditPage save={save} reload={() => Promise.resolve({ values: theirs, version: 4 })} />)
  await name.fill('yours')
  await hoursOf('Lifetime').fill('2')
  await button('Review').click()
  await button('Save').click()
  await expect.element(dialog.getByText('Somebody else saved in the meantime')).toBeInTheDocument()
  expect(lines()).toEqual([
    'Name: siem → theirs',
    'Name: siem → yours',
    'Issue refresh tokens: Off → On',
    'Lifetime: 5 hours → 2 hours',
  ])
  await expect.element(dialog.getByRole('radio', { name: 'Theirs' })).toBeChecked()
  await dialog.getByRole('radio', { name: 'Yours' }).click()
  await button('Continue with this').click()
  await expect.element(name).toHaveValue('yours')
  await expect.element(refresh).toBeChecked()
  await button('Review').click()
  await expect.poll(lines).toEqual(['Name: theirs → yours', 'Lifetime: 5 hours → 2 hours'])
  await button('Save').click()
  await expect.poll(() => save.mock.calls.at(-1)?.[1].version).toBe(4)
  expect(save.mock.calls.at(-1)?.[0]).toEqual({
    general: { name: 'yours', refresh: true },
    tokens: { ...saved.tokens, lifetime: hours(2) },
  })
})
