import FormControlLabel from '@mui/material/FormControlLabel'
import { styled } from '@mui/material/styles'
import Switch from '@mui/material/Switch'
import { Fragment, useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import type { Shortcut } from './shortcuts.ts'
import { hasSingleKeys, setSingleKeys } from './singleKeys.ts'

type Props = { personId: string; held: Shortcut[]; single: Shortcut[]; onClose: () => void }

/** Lists the shortcuts, and switches off those of a single key. */
export function ShortcutSheet({ personId, held, single, onClose }: Props) {
  const [on, setOn] = useState(() => hasSingleKeys(personId))
  return (
    <Dialog
      title="Keyboard shortcuts"
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <List label="Everywhere" shortcuts={held} />
      {on && <List label="While you type nothing" shortcuts={single} />}
      <List label="On a row of a list" shortcuts={onRows} />
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={on}
            slotProps={{ input: { role: 'switch' } }}
            onChange={(_, checked) => {
              setSingleKeys(personId, checked)
              setOn(checked)
            }}
          />
        }
        label="Use single keys as shortcuts"
      />
      <Note>
        Kept for you in this browser. Switch them off where you speak to the computer or press keys by
        mistake. This sheet stays in the menu of your account.
      </Note>
    </Dialog>
  )
}

/** Where the focus is in the list they are the list's own (ui/rowKeys.ts). */
const onRows: Named[] = [
  { keys: ['j'], does: 'Next row, also ↓' },
  { keys: ['k'], does: 'Row before, also ↑' },
  { keys: ['x'], does: 'Select or not, also Space' },
  { keys: ['Shift ↓'], does: 'Select on and on, also Shift ↑' },
  { keys: ['Enter'], does: 'Open' },
]

type Named = Pick<Shortcut, 'keys' | 'does'>

function List({ label, shortcuts }: { label: string; shortcuts: readonly Named[] }) {
  return (
    <>
      <SectionHeading>{label}</SectionHeading>
      <Rows>
        {shortcuts.map(({ keys, does }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && ' then '}
                  <kbd>{inWords(key)}</kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </Rows>
    </>
  )
}

const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'

const inWords = (key: string) =>
  key.startsWith('Mod+') ? `${mod} ${key.slice(4).toUpperCase()}` : key.toUpperCase()

const Rows = styled('dl')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(0, 0, 4),
  '& div': {
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(4),
    padding: theme.spacing(1.25, 0),
    borderBottom: `1px solid ${theme.vars.palette.divider}`,
  },
  '& dd': { margin: 0, whiteSpace: 'nowrap' },
  '& kbd': {
    ...theme.typography.code,
    padding: theme.spacing(0.25, 1.5),
    border: `1px solid ${theme.vars.palette.outline}`,
    borderRadius: theme.shape.borderRadius,
  },
}))

const Note = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(1, 0, 0),
  color: theme.vars.palette.text.secondary,
}))
