import { styled } from '@mui/material/styles'
import { useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { CancelDialog } from './CancelDialog.tsx'
import { KeyBar } from './KeyBar.tsx'
import { KeyMoments } from './KeyMoments.tsx'
import { KeyStateChip } from './KeyStateChip.tsx'
import type { Keys, SigningKey } from './keysQuery.ts'
import { TimeAxis } from './TimeAxis.tsx'
import { timeScale } from './timeScale.ts'

/** Every key with its state and moments in words, and beside it the same as a line in time, which only repeats the words. */
export function KeyTimeline({ keys: { keys, now }, lack }: { keys: Keys; lack: string | undefined }) {
  const [taking, setTaking] = useState<SigningKey | null>(null)
  const scale = timeScale(keys.flatMap(momentsOf), now)
  return (
    <>
      <Board>
        <List aria-label="Signing keys">
          {keys.map((key) => (
            <Row key={key.kid}>
              <div>
                <Name>
                  <KeyStateChip state={key.state} />
                  <code title={key.kid} translate="no">
                    {key.kid}
                  </code>
                  <CopyButton value={key.kid} label="Copy the key ID" />
                </Name>
                <Words>
                  <KeyMoments of={key} />
                </Words>
                {key.cancelUntil !== null && (
                  <TakeBack
                    onClick={() => setTaking(key)}
                    disabledReason={
                      lack ??
                      (key.cancelUntil < now &&
                        'It starts to sign within a minute: too late to take it back.')
                    }
                  >
                    Take back
                  </TakeBack>
                )}
              </div>
              <KeyBar of={key} scale={scale} />
            </Row>
          ))}
        </List>
        <TimeAxis scale={scale} />
      </Board>
      {taking && <CancelDialog waiting={taking} onClose={() => setTaking(null)} />}
    </>
  )
}

const momentsOf = ({ publishedFrom, signsFrom, stopsSigningAt, leavesAt }: SigningKey) =>
  [publishedFrom, signsFrom, stopsSigningAt, leavesAt].filter((moment) => moment !== null)

const Board = styled('div')(({ theme }) => ({
  padding: theme.spacing(0, 5, 3),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  [theme.breakpoints.down('sm')]: { padding: theme.spacing(0, 3, 3) },
}))

const List = styled('ol')({ listStyle: 'none', margin: 0, padding: 0 })

const Row = styled('li')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
  alignItems: 'stretch',
  columnGap: theme.spacing(6),
  '& > :first-of-type': { padding: theme.spacing(3.5, 0) },
  '& + &': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
}))

const Name = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(2),
  minWidth: 0,
  '& code': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
}))

const TakeBack = styled(Button)(({ theme }) => ({ marginTop: theme.spacing(2) }))

const Words = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(1, 0, 0),
  color: theme.vars.palette.text.secondary,
}))
