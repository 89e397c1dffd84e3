import { styled } from '@mui/material/styles'
import { Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

type Tone = 'info' | 'warning'

/** Something good to know about what stands below. */
export function NoticeBanner({
  children,
  actions,
  tone = 'info',
}: {
  children: ReactNode
  actions?: ReactNode
  tone?: Tone
}) {
  return (
    <Banner role="status" tone={tone}>
      <Icon of={tone === 'info' ? Info : TriangleAlert} size={18} />
      <Words>{children}</Words>
      {actions}
    </Banner>
  )
}

const Banner = styled('div', { shouldForwardProp: (name) => name !== 'tone' })<{ tone: Tone }>(
  ({ theme, tone }) => ({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2.5),
    padding: theme.spacing(2, 3),
    marginBottom: theme.spacing(5),
    border: `1px solid ${tone === 'info' ? theme.vars.palette.divider : theme.vars.palette.warning.main}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.tint,
    '& > svg': {
      color: tone === 'info' ? theme.vars.palette.primary.main : theme.vars.palette.warning.main,
    },
  }),
)

const Words = styled('div')({ flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' })
