import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { RiskList } from '#console/ui/RiskList.tsx'
import type { Confirmation } from '#schema/confirmed.ts'

type Props = {
  asked: Confirmation
  /** With minutes the rules go back by themselves unless they are confirmed. */
  save: (revertAfter: number | null) => Promise<void>
  onClose: () => void
}

const waits = { 0: 'Never', 5: 'After 5 minutes', 15: 'After 15 minutes', 60: 'After one hour' }

/** Rules that are risky are saved by whoever says the name of the identity provider that they lead to (RT-04), on trial if they like (RT-06). */
export function ConfirmRules({ asked, save, onClose }: Props) {
  const [minutes, setMinutes] = useState(15)
  return (
    <ConfirmDialog
      title="Save these rules?"
      confirm="Save rules"
      typed={asked.by}
      onConfirm={() => save(minutes === 0 ? null : minutes)}
      problemInWords={problemInWords}
      onClose={onClose}
    >
      <div style={{ display: 'grid', gap: 12 }}>
        <RiskList findings={asked.findings} />
        <TextField
          select
          fullWidth
          label="Go back by themselves"
          value={minutes}
          helperText="Unless somebody confirms them after signing in anew."
          onChange={(event) => setMinutes(Number(event.target.value))}
          sx={{ marginTop: 2 }}
        >
          {Object.entries(waits).map(([value, text]) => (
            <MenuItem key={value} value={Number(value)}>
              {text}
            </MenuItem>
          ))}
        </TextField>
      </div>
    </ConfirmDialog>
  )
}
