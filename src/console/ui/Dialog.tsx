import MuiDialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useId, type ReactNode } from 'react'

type Props = {
  title: string
  children: ReactNode
  /** The last one is what the dialog is for. */
  actions: ReactNode
  onClose: () => void
  width?: 'xs' | 'sm' | 'md'
}

/** For a short decision. */
export function Dialog({ title, children, actions, onClose, width = 'sm' }: Props) {
  const id = useId()
  return (
    <MuiDialog open onClose={onClose} aria-labelledby={id} maxWidth={width} fullWidth>
      <DialogTitle id={id} style={{ overflowWrap: 'anywhere' }}>
        {title}
      </DialogTitle>
      <DialogContent>{children}</DialogContent>
      <DialogActions>{actions}</DialogActions>
    </MuiDialog>
  )
}
