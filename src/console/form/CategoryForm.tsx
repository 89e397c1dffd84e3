import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { isShown, lookedAt, type Category } from '#schema/category.ts'
import { FoldedSettings } from './FoldedSettings.tsx'
import { useHeldForm } from './ObjectFormContext.tsx'
import { SettingField } from './SettingField.tsx'

type Props = {
  category: Category
  /** Shows the category's summary on top. */
  summary?: boolean
  /** Something to stand after the field of a setting: after={{ applicationId: <Endpoints /> }}. */
  after?: Record<string, ReactNode>
  /** Settings that cannot be changed here, such as the name of a built-in role. */
  readOnly?: readonly string[]
  /** Settings that are shown elsewhere. */
  without?: readonly string[]
  /** Settings that few people fill in: they stand last, folded. */
  folded?: readonly string[]
}

/** The settings of a category in order. One whose condition does not hold is hidden and keeps its value. */
export function CategoryForm({
  category,
  summary = true,
  after = {},
  readOnly = [],
  without = [],
  folded = [],
}: Props) {
  const { form } = useHeldForm()
  const watched = watchedBy(category)
  const held = useWatch({ control: form.control, name: watched })
  const values = Object.fromEntries(watched.map((id, index) => [id, held[index]]))
  const shown = Object.entries(category.settings).filter(
    ([name, { when }]) => !without.includes(name) && isShown(when, category.id, values),
  )
  const parts = (isFolded: boolean) =>
    shown
      .filter(([name]) => folded.includes(name) === isFolded)
      .map(([name, setting]) => (
        <Part key={name}>
          <SettingField
            category={category.id}
            name={name}
            setting={setting}
            readOnly={readOnly.includes(name)}
          />
          {after[name]}
        </Part>
      ))
  const rare = shown.filter(([name]) => folded.includes(name))
  return (
    <Column>
      {summary && <Summary>{category.summary}</Summary>}
      {parts(false)}
      {rare.length > 0 && (
        <FoldedSettings category={category.id} settings={rare} decided={readOnly}>
          {parts(true)}
        </FoldedSettings>
      )}
    </Column>
  )
}

/** The category itself, and those that its conditions look at. */
const watchedBy = ({ id, settings }: Category) => [
  ...new Set([
    id,
    ...Object.values(settings).flatMap(({ when }) => (when ? [lookedAt(when, id).category] : [])),
  ]),
]

const Column = styled('div')({ maxWidth: 640 })

const Part = styled('div')(({ theme }) => ({ '& + &': { marginTop: theme.spacing(6) } }))

const Summary = styled('p')(({ theme }) => ({
  margin: theme.spacing(0, 0, 5),
  color: theme.vars.palette.text.secondary,
}))
