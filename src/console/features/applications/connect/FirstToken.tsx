import { keyframes } from '@emotion/react'
import { styled } from '@mui/material/styles'
import { Check } from 'lucide-react'
import { problemInWords } from '#console/api/problem.ts'
import { Icon } from '#console/ui/Icon.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { useFirstToken } from './useFirstToken.ts'

/** "Waiting for the first token…", until there is one. */
export function FirstToken({ rowKey, forPeople }: { rowKey: string; forPeople: boolean }) {
  const { data, error } = useFirstToken(rowKey)
  return (
    <Panel aria-labelledby="first-token">
      <h2 id="first-token">First token</h2>
      <Line role="status">
        {data ? (
          <>
            <Arrived>
              <Icon of={Check} size={18} />
            </Arrived>
            <span>
              The first token was issued <RelativeTime at={data.at} /> to <code>{data.clientId}</code>
              {data.scope ? (
                <>
                  {' '}
                  for the scope <code>{data.scope}</code>.
                </>
              ) : (
                '. It has no scope and opens no API.'
              )}
            </span>
          </>
        ) : (
          <>
            <Pulse aria-hidden />
            <span>
              Waiting for the first token…{' '}
              {forPeople
                ? 'Sign in through the program.'
                : 'Run the first command, or let the program ask for one.'}{' '}
              This page notices.
            </span>
          </>
        )}
      </Line>
      {error && !data && (
        <Trouble>
          {problemInWords(error).happened} {problemInWords(error).todo} The page keeps asking.
        </Trouble>
      )}
    </Panel>
  )
}

const beat = keyframes({ '50%': { opacity: 0.25 } })

const Pulse = styled('span')(({ theme }) => ({
  flexShrink: 0,
  width: 10,
  height: 10,
  margin: theme.spacing(1.5, 1),
  borderRadius: '50%',
  backgroundColor: theme.vars.palette.primary.main,
  animation: `${beat} 1.6s ease-in-out infinite`,
  '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
}))

const Line = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'flex-start',
  gap: theme.spacing(2),
  overflowWrap: 'anywhere',
  '& > span': { minWidth: 0 },
}))

const Arrived = styled('span')(({ theme }) => ({
  color: theme.vars.palette.success.main,
  flexShrink: 0,
  lineHeight: 1,
  marginTop: theme.spacing(0.5),
}))

const Trouble = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(2, 0, 0),
  color: theme.vars.palette.text.secondary,
}))
