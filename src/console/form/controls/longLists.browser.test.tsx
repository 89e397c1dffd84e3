import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { category, objectOf } from '#schema/category.ts'
import { grantList } from '#schema/kinds/grantList.ts'
import { scopeList } from '#schema/kinds/scopeList.ts'
import { uriList } from '#schema/kinds/uriList.ts'
import { showOnStage } from '../../gallery/showOnStage.tsx'
import { CategoryForm } from '../CategoryForm.tsx'
import { ObjectForm } from '../ObjectForm.tsx'
import { useObjectForm } from '../useObjectForm.ts'
import { mostShownAtOnce } from './useRowWindow.ts'

// An object as large as people have them: its lists are in the page as far as they are in sight, and lose nothing by it.

const help = 'What the setting changes in the world.'
const big = category('big', {
  title: 'Big',
  summary: '',
  settings: {
    redirects: uriList({ label: 'Redirect URIs', help, itemLabel: 'redirect URI' }),
    scopes: scopeList({ label: 'Scopes', help, patterns: true }),
    grants: grantList({ label: 'Permissions', help }),
  },
})
const schema = objectOf([big])

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const lists = {
  redirects: numbers(200).map((number) => `https://app${number}.acme.test/`),
  scopes: numbers(50).map((number) => ({
    name: `scope-${number}`,
    description: '',
    patterns: numbers(10).map((pattern) => `${pattern}`),
  })),
  grants: numbers(100).map((number) => ({
    type: 'Group' as const,
    id: `group-${number}`,
    name: `Team ${number}`,
    rights: ['View' as const, 'Run' as const],
  })),
}

function EditPage() {
  const object = useObjectForm({ categories: [big], schema, saved: { big: lists }, version: 1 })
  return (
    <ObjectForm
      object={object}
      within="/"
      save={() => Promise.resolve()}
      reload={() => Promise.reject(new Error('Nobody else saves here.'))}
      goTo={() => undefined}
    >
      <CategoryForm category={big} />
    </ObjectForm>
  )
}

const rowsOf = (setting: keyof typeof lists) => [
  ...document.querySelectorAll<HTMLElement>(`#setting-big-${setting} [data-index]`),
]
const count = () => rowsOf('redirects').length + rowsOf('scopes').length + rowsOf('grants').length
/** Of the list that shows most of them. */
const most = () =>
  Math.max(...(['redirects', 'scopes', 'grants'] as const).map((each) => rowsOf(each).length))
const redirect = (number: number) =>
  page.getByRole('textbox', { name: `redirect URI ${number}`, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })

async function show() {
  showOnStage(<EditPage />)
  await expect.element(redirect(1)).toBeInTheDocument()
}

afterEach(() => scrollTo(0, 0))

test('350 rows are known, and few are in the page, wherever it was scrolled to', async () => {
  await show()
  await expect.poll(most).toBeLessThanOrEqual(mostShownAtOnce)
  const whole = document.documentElement.scrollHeight
  expect(whole, 'the page is as long as all of them').toBeGreaterThan(200 * 40 + 50 * 40 + 100 * 40)
  for (const part of [0.25, 0.5, 0.75, 1]) {
    scrollTo(0, whole * part)
    // oxlint-disable-next-line no-await-in-loop -- one place after the other
    await expect.poll(() => inSight()).toBe(true)
    await expect.poll(most).toBeLessThanOrEqual(mostShownAtOnce)
  }
  // The page grows while rows that were not measured yet come into sight
  const last = page.getByRole('checkbox', { name: 'Run for Team 100', exact: true })
  const scrolledToTheEnd = () => {
    scrollTo(0, document.documentElement.scrollHeight)
    return last.elements().length
  }
  await expect.poll(scrolledToTheEnd).toBe(1)
})

test('a row says which one of how many it is', async () => {
  await show()
  const [first] = rowsOf('redirects')
  expect(first?.getAttribute('aria-posinset')).toBe('1')
  expect(first?.getAttribute('aria-setsize')).toBe('200')
})

test('a row keeps the focus and its text when the page is scrolled away, and Tab goes on from there', async () => {
  await show()
  await redirect(3).fill('https://typed.acme.test/')
  await scrollTo150()
  await expect.element(redirect(3)).toHaveFocus()
  await userEvent.tab()
  await userEvent.tab()
  await expect.element(redirect(4)).toHaveFocus()
  expect(redirect(3).element()).toHaveProperty('value', 'https://typed.acme.test/')
})

test('a row that comes or goes far out of sight takes the focus there', async () => {
  await show()
  const add = button('Add redirect URI').element() as HTMLElement
  add.click()
  await expect.element(redirect(201)).toHaveFocus()
  await expect.poll(() => isSeen(redirect(201).element())).toBe(true)
  await userEvent.keyboard('https://new.acme.test/')
  await expect.element(redirect(201)).toHaveValue('https://new.acme.test/')
  await button('Remove redirect URI 201').click()
  await expect.element(button('Remove redirect URI 200')).toHaveFocus()
})

test('Review brings the first fault into sight, however far down it is', async () => {
  await show()
  await scrollTo150()
  await redirect(150).fill('http://open.acme.test/')
  scrollTo(0, 0)
  await expect.poll(() => isSeen(redirect(1).element())).toBe(true)
  const review = await button('Review').findElement()
  review.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await expect.element(redirect(150)).toHaveFocus()
  await expect.element(redirect(150)).toHaveAccessibleDescription(/https/)
  await expect.poll(() => isSeen(redirect(150).element())).toBe(true)
})

test('on paper every row stands', async () => {
  await show()
  dispatchEvent(new Event('beforeprint'))
  expect(count()).toBe(350)
  dispatchEvent(new Event('afterprint'))
  await expect.poll(most).toBeLessThanOrEqual(mostShownAtOnce)
})

async function scrollTo150() {
  scrollTo(0, 150 * 43)
  await expect.poll(() => rowsOf('redirects').some(({ dataset }) => dataset['index'] === '150')).toBe(true)
}

const isSeen = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}

/** Rows where the page shows a list, not the room of rows that are not there. */
const inSight = () =>
  [...rowsOf('redirects'), ...rowsOf('scopes'), ...rowsOf('grants')].some((row) => isSeen(row))
