import { styled } from '@mui/material/styles'
import { Checkbox, checkboxes } from '#console/form/controls/Checkbox.tsx'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { FilterChips } from '#console/ui/FilterChips.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { isShown, markOf, type ListView } from './listView.ts'

type Props = {
  /** "users" */
  many: string
  columns: readonly { title: string; extra?: boolean }[]
  view: ListView
  onChange: (view: ListView) => void
  onClose: () => void
}

/** Which columns a list shows, and how close its rows stand. What is chosen shows behind the dialog at once. */
export function ViewDialog({ many, columns, view, onChange, onClose }: Props) {
  const toggle = (mark: string) =>
    onChange(view.includes(mark) ? view.filter((each) => each !== mark) : [...view, mark])
  return (
    <Dialog
      title={`Columns of ${many}`}
      width="xs"
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => onChange([])}>As usual</Button>
          <Button look="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <Columns role="group" aria-label="Columns">
        {columns.map((column) => (
          <Checkbox
            key={column.title}
            checked={isShown(column, view)}
            onChange={() => toggle(markOf(column))}
            onBlur={() => {}}
            invalid={false}
          >
            {column.title}
          </Checkbox>
        ))}
      </Columns>
      <SectionHeading>Rows</SectionHeading>
      <FilterChips
        label="Rows"
        options={{ usual: 'With room', dense: 'Close together' }}
        value={view.includes('dense') ? 'dense' : 'usual'}
        onChange={(value) => value === (view.includes('dense') ? 'usual' : 'dense') && toggle('dense')}
      />
      <Note>Kept for you in this browser. Exports have all columns.</Note>
    </Dialog>
  )
}

const Columns = styled('div')(({ theme }) => ({ ...checkboxes(theme), marginBottom: theme.spacing(4) }))

const Note = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(4, 0, 0),
  color: theme.vars.palette.text.secondary,
}))
