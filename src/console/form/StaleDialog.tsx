import FormControlLabel from '@mui/material/FormControlLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { styled } from '@mui/material/styles'
import { useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import type { Category } from '#schema/category.ts'
import { settingAt } from '#schema/change.ts'
import { ChangesInWords } from './ChangesInWords.tsx'
import type { Conflict, Merge } from './merge.ts'

type Props = {
  categories: readonly Category[]
  merge: Merge
  /** The paths of the conflicts in which the person insists. */
  onDecide: (insisted: ReadonlySet<string>) => void
  onClose: () => void
}

/** Somebody else saved in the meantime: shows theirs and yours and lets the person choose, setting by setting. */
export function StaleDialog({ categories, merge, onDecide, onClose }: Props) {
  const [insisted, setInsisted] = useState<ReadonlySet<string>>(new Set())
  const choose = (path: string, whose: string) =>
    setInsisted(
      new Set(whose === 'yours' ? [...insisted, path] : [...insisted].filter((each) => each !== path)),
    )
  return (
    <Dialog
      title="Somebody else saved in the meantime"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Back to the form</Button>
          <Button look="primary" onClick={() => onDecide(insisted)}>
            Continue with this
          </Button>
        </>
      }
    >
      {merge.conflicts.length > 0 && (
        <>
          <p>You both changed these. Choose whose value stays.</p>
          {merge.conflicts.map((conflict) => (
            <Choice
              key={conflict.path}
              categories={categories}
              conflict={conflict}
              whose={insisted.has(conflict.path) ? 'yours' : 'theirs'}
              onChoose={(whose) => choose(conflict.path, whose)}
            />
          ))}
        </>
      )}
      {merge.theirs.length > 0 && (
        <>
          <p>Their other changes, which stay:</p>
          <ChangesInWords categories={categories} changes={merge.theirs} />
        </>
      )}
      {merge.yours.length > 0 && (
        <>
          <p>Your other changes, still to be saved:</p>
          <ChangesInWords categories={categories} changes={merge.yours} />
        </>
      )}
    </Dialog>
  )
}

type ChoiceProps = {
  categories: readonly Category[]
  conflict: Conflict
  whose: string
  onChoose: (whose: string) => void
}

function Choice({ categories, conflict: { path, before, theirs, yours }, whose, onChoose }: ChoiceProps) {
  const label = settingAt(categories, path)?.label ?? path
  return (
    <RadioGroup aria-label={label} value={whose} onChange={(event) => onChoose(event.target.value)}>
      {(['theirs', 'yours'] as const).map((side) => (
        <Side key={side}>
          <FormControlLabel value={side} control={<Radio />} label={side === 'theirs' ? 'Theirs' : 'Yours'} />
          <ChangesInWords
            categories={categories}
            changes={[{ path, before, after: side === 'theirs' ? theirs : yours }]}
          />
        </Side>
      ))}
    </RadioGroup>
  )
}

const Side = styled('div')({ display: 'grid', gridTemplateColumns: '7rem 1fr', alignItems: 'center' })
