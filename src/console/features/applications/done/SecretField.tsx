import { styled } from '@mui/material/styles'
import { Eye, EyeOff } from 'lucide-react'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { masked } from '../connect/masked.ts'

type Props = { secret: string; shown: boolean; onShow: (shown: boolean) => void }

/** The secret, this once. */
export function SecretField({ secret, shown, onShow }: Props) {
  return (
    <Box role="group" aria-label="Client secret">
      <Secret translate="no">{shown ? secret : masked(secret)}</Secret>
      <IconButton
        icon={shown ? EyeOff : Eye}
        label={shown ? 'Hide the client secret' : 'Show the client secret'}
        onClick={() => onShow(!shown)}
      />
      <CopyButton value={secret} label="Copy the client secret" />
    </Box>
  )
}

const Box = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(1),
  padding: theme.spacing(1.5, 2, 1.5, 3),
  border: `1px solid ${theme.vars.palette.primary.main}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.tint,
}))

const Secret = styled('code')(({ theme }) => ({
  ...theme.typography.code,
  flex: 1,
  minWidth: 0,
  overflowWrap: 'anywhere',
}))
