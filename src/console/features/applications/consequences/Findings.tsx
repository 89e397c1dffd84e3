import { styled } from '@mui/material/styles'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import type { Finding } from '#schema/judgement.ts'
import { Fold } from '#console/object/consequences/Fold.tsx'

type Props = { findings: Finding[]; onGoTo: (path: string) => void }

/** What is risky or pointless, the worst first. Each leads to its setting. */
export function Findings({ findings, onGoTo }: Props) {
  if (findings.length === 0) return null
  const sorted = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return (
    <>
      <h3>Findings</h3>
      <Fold items={sorted} most={mostAtFirst}>
        {(shown) => (
          <List>
            {shown.map(({ id, at, severity, message }, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- the same finding can concern several scopes
              <li key={`${id} ${index}`}>
                <Way type="button" onClick={() => onGoTo(at)} title="Go to the setting">
                  <SeverityText severity={severity}>{message}</SeverityText>
                </Way>
              </li>
            ))}
          </List>
        )}
      </Fold>
    </>
  )
}

const mostAtFirst = 4

const order: Finding['severity'][] = ['danger', 'warning', 'info']

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: theme.spacing(0, -2),
  padding: 0,
}))

const Way = styled('button')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'block',
  width: '100%',
  padding: theme.spacing(1.5, 2),
  border: 0,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: 'transparent',
  color: 'inherit',
  textAlign: 'left',
  cursor: 'pointer',
  '&:hover': { backgroundColor: theme.vars.palette.quiet },
}))
