import { styled } from '@mui/material/styles'
import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { RequestId } from './RequestId.tsx'

type Props = {
  happened: string
  todo: string
  requestId?: string | null
  onRetry?: (() => void) | undefined
  /** Moves the focus here when it appears: for the answer to something the person has just done. */
  focused?: boolean
}

/** What happened and what to do about it, on top of what it concerns. */
export function ProblemBanner({ happened, todo, requestId, onRetry, focused = false }: Props) {
  const banner = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!focused) return
    banner.current?.focus()
    banner.current?.scrollIntoView({ block: 'nearest' })
  }, [focused])
  return (
    <Banner ref={banner} role="alert" tabIndex={-1}>
      <Icon of={CircleAlert} size={18} />
      <Words>
        <strong>{happened}</strong>
        <span>{todo}</span>
        {requestId && (
          <Request>
            <RequestId id={requestId} />
          </Request>
        )}
      </Words>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </Banner>
  )
}

const Banner = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'flex-start',
  gap: theme.spacing(2.5),
  padding: theme.spacing(3),
  marginBottom: theme.spacing(5),
  border: `1px solid ${theme.vars.palette.error.main}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  scrollMarginTop: theme.spacing(16),
  outline: 'none',
  '& > svg': { color: theme.vars.palette.error.main, marginTop: theme.spacing(0.5) },
}))

const Words = styled('div')(({ theme }) => ({
  flex: '1 1 200px',
  minWidth: 0,
  overflowWrap: 'anywhere',
  '& strong': { display: 'block', fontWeight: 500 },
  '& > span': { color: theme.vars.palette.text.secondary },
}))

const Request = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1),
  color: theme.vars.palette.text.secondary,
}))
