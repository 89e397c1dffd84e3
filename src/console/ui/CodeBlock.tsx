import { styled } from '@mui/material/styles'
import { CopyButton } from './CopyButton.tsx'

type Props = {
  label: string
  code: string
  /** Sentences, which break at the edge. */
  prose?: boolean
}

/** Several lines to be copied as they are. `label` names them: "curl command". */
export function CodeBlock({ label, code, prose = false }: Props) {
  return (
    <Frame>
      {/* Focusable, so that what is cut off can be reached by keyboard. */}
      <Pre
        tabIndex={0}
        aria-label={label}
        role="region"
        translate="no"
        style={prose ? { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } : undefined}
      >
        <code>{code}</code>
      </Pre>
      <Corner>
        <CopyButton value={code} label={`Copy the ${label}`} />
      </Corner>
    </Frame>
  )
}

const Frame = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'flex-start',
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
}))

const Pre = styled('pre')(({ theme }) => ({
  flex: 1,
  minWidth: 0,
  margin: 0,
  padding: theme.spacing(3, 1, 3, 3),
  maxHeight: '45vh',
  overflow: 'auto',
  borderRadius: theme.shape.borderRadius,
  ...theme.typography.code,
}))

/** Beside the lines and not above them, so that it covers none. */
const Corner = styled('div')(({ theme }) => ({ padding: theme.spacing(1.5) }))
