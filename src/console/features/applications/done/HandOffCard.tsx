import { styled } from '@mui/material/styles'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { isRecipe, recipeOf } from '../setup/recipes.ts'
import type { Made } from './made.ts'
import { masked } from './SecretField.tsx'

type Props = { made: Made; secret: string | null; shown: boolean }

/** The fields of the program's own form, in its order (screens.md 10). */
export function HandOffCard({ made, secret, shown }: Props) {
  const recipe = isRecipe(made.recipe) ? recipeOf(made.recipe) : undefined
  return (
    <Panel aria-labelledby="hand-off">
      <h2 id="hand-off">For {recipe?.consumer ?? 'the program'}</h2>
      <Quiet>These go into the form in which the program is told about this tenant.</Quiet>
      <CopyField label="Name" value={recipe?.nameThere ?? made.applicationName} />
      <CopyField label="Location" value={locationOf(made.server)} />
      <CopyField label="Application ID" value={made.applicationId} />
      <CopyField label="Username" value={made.clientId ?? ''} />
      <Row>
        <span>Password</span>
        {secret === null ? (
          <span>{passwordWords[made.secretOrigin]}</span>
        ) : (
          <>
            <code translate="no">{shown ? secret : masked(secret)}</code>
            <CopyButton value={secret} label="Copy Password" />
          </>
        )}
      </Row>
      <CopyField label="Server" value={made.server} />
    </Panel>
  )
}

const passwordWords: Record<Made['secretOrigin'], string> = {
  generated: 'The client secret, which was shown once',
  typed: 'The secret that you have typed',
  existing: 'The secret that the user has had before',
}

/** A tenant on this machine or network is what the program's form calls on-premises. */
function locationOf(server: string): 'Cloud' | 'On-prem' {
  const { hostname } = new URL(server)
  const near = hostname === 'localhost' || /^[\d.]+$|^\[|^[^.]+$|\.(local|internal|test)$/.test(hostname)
  return near ? 'On-prem' : 'Cloud'
}

const Quiet = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(0, 0, 3),
  color: theme.vars.palette.text.secondary,
}))

const Row = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(8rem, max-content) minmax(0, 1fr) auto',
  alignItems: 'center',
  columnGap: theme.spacing(3),
  minHeight: 36,
  padding: theme.spacing(0.5, 0),
  borderTop: `1px solid ${theme.vars.palette.divider}`,
  borderBottom: `1px solid ${theme.vars.palette.divider}`,
  overflowWrap: 'anywhere',
  '& > span:first-of-type': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
  [theme.breakpoints.down('sm')]: {
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    '& > span': { gridColumn: '1 / -1' },
  },
}))
