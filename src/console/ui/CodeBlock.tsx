import { styled } from '@mui/material/styles'
import { CopyButton } from './CopyButton.tsx'

/** Several lines to be copied as they are. `label` names them: "curl command". */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <Frame>
      {/* Focusable, so that what is cut off can be reached by keyboard. */}
      <Pre tabIndex={0} aria-label={label} role="region" translate="no">
        <code>{code}</code>
      </Pre>
      <Corner>
        <CopyButton value={code} label={`Copy the ${label}`} />
      </Corner>
    </Frame>
  )
}

const Frame = styled('div')({ position: 'relative' })

const Pre = styled('pre')(({ theme }) => ({
  margin: 0,
  padding: theme.spacing(3, 12, 3, 3),
  overflowX: 'auto',
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
  ...theme.typography.code,
}))

const Corner = styled('div')(({ theme }) => ({
  position: 'absolute',
  // To the edge: no sliver of a long line shows beside the button
  top: 1,
  right: 1,
  padding: theme.spacing(1.5),
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
}))
