import { styled } from '@mui/material/styles'
import TextField from '@mui/material/TextField'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { changeWords, type ChangeWords } from '#console/form/changeWords.tsx'
import type { ObjectValues } from '#console/form/objectValues.ts'
import type { Category } from '#schema/category.ts'
import { changes } from '#schema/change.ts'
import type { ObjectType } from '#schema/nouns.ts'

type Props = {
  type: ObjectType
  id: string
  categories: readonly Category[]
  /** The number of the newest version: the others are all below it. */
  newest: number
  /** The version to begin with. */
  from: number
  onClose: () => void
}

/** What differs between any two versions, side by side in words. */
export function CompareVersions({ type, id, categories, newest, from, onClose }: Props) {
  const [chosen, choose] = useState<[number, number]>(from === newest ? [newest - 1, newest] : [from, newest])
  const [left, right] = useQueries({
    queries: chosen.map((version) => query('historyGet', { type, id, version })),
  })
  const error = left?.error ?? right?.error ?? null
  const read = [left?.data, right?.data]
  const field = (place: 0 | 1) => (
    <TextField
      type="number"
      size="small"
      label="Version"
      value={chosen[place]}
      slotProps={{ htmlInput: { min: 1, max: newest } }}
      onChange={({ target }) => {
        const version = Math.min(newest, Math.max(1, Math.trunc(Number(target.value)) || 1))
        choose(place === 0 ? [version, chosen[1]] : [chosen[0], version])
      }}
    />
  )
  return (
    <Dialog
      title="Compare versions"
      width="md"
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      {error && <ProblemBanner {...problemInWords(error)} />}
      <Table>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            {([0, 1] as const).map((place) => (
              <th key={place} scope="col">
                {field(place)}
                {read[place] && (
                  <small>
                    <bdi>{read[place].who}</bdi>, <RelativeTime at={read[place].at} />
                  </small>
                )}
              </th>
            ))}
          </tr>
        </thead>
        {read[0] && read[1] && (
          <Differences
            words={changeWords(categories, changes(categories, valuesOf(read[0]), valuesOf(read[1])))}
          />
        )}
      </Table>
    </Dialog>
  )
}

// What a version holds are the settings of its noun
const valuesOf = ({ object }: { object: Record<string, unknown> | null }) =>
  (object ?? undefined) as ObjectValues | undefined

const Differences = ({ words }: { words: readonly ChangeWords[] }) => (
  <tbody>
    {words.length === 0 && (
      <tr>
        <td colSpan={3}>Both have the same settings.</td>
      </tr>
    )}
    {words.map(({ label, before, after }, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- two settings may have one label; the list is never reordered
      <tr key={index}>
        <th scope="row">{label}</th>
        <td>
          <bdi>{before}</bdi>
        </td>
        <td>
          <bdi>{after}</bdi>
        </td>
      </tr>
    ))}
  </tbody>
)

const Table = styled('table')(({ theme }) => ({
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  '& th, & td': {
    padding: theme.spacing(2, 3, 2, 0),
    textAlign: 'start',
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    // Programs are told by their lines
    whiteSpace: 'pre-wrap',
  },
  '& thead small': { ...theme.typography.body2, display: 'block', color: theme.vars.palette.text.secondary },
  '& thead .MuiTextField-root': { width: '100%', maxWidth: 140, marginTop: theme.spacing(2) },
  '& tbody th': { fontWeight: 500 },
  '& tbody tr': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  [theme.breakpoints.down('sm')]: {
    '& tr': { display: 'grid', gridTemplateColumns: '1fr 1fr' },
    '& thead th:first-of-type': { display: 'none' },
    '& tbody th, & td[colspan]': { gridColumn: '1 / -1', paddingBottom: 0 },
  },
}))
