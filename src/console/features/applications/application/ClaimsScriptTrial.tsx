import { styled } from '@mui/material/styles'
import { useMutation } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { call, type Params, type Result } from '#console/api/call.ts'
import { holdsAny } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { PrincipalPicker, type PickedPrincipal } from '#console/form/PrincipalPicker.tsx'
import { Button } from '#console/ui/Button.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { Claims } from '#console/object/consequences/Claims.tsx'

type Props = {
  /** Null while the application does not exist yet. */
  rowKey: string | null
  script: string
  readOnlyReason: string | undefined
}

/** Runs the script as it is typed, in the tenant's own sandbox. Nothing is saved or issued. */
export function ClaimsScriptTrial({ rowKey, script, readOnlyReason }: Props) {
  const { me } = signedInRoute.useRouteContext()
  const [person, setPerson] = useState<PickedPrincipal | null>(null)
  const mayChoose = holdsAny(me, 'dsman', 'rouserman')
  const trial = useMutation({
    mutationFn: (asked: Params<'previewClaimsScript'>) => call('previewClaimsScript', asked),
  })
  const run = () => trial.mutate({ script, rowKey, userId: person?.id ?? null })
  const aged = trial.data !== undefined && trial.variables.script !== script
  return (
    <>
      <Quiet>
        {mayChoose
          ? 'Runs the script as it stands here for a user, or for yourself when nobody is chosen. Nothing is saved or issued.'
          : 'Runs the script as it stands here for yourself. To choose somebody else you need the right User Management or its read-only form.'}
      </Quiet>
      <Row>
        {mayChoose && (
          <Picker>
            <PrincipalPicker
              type="User"
              label="User to run the script for"
              value={person}
              onChange={setPerson}
            />
          </Picker>
        )}
        <Button icon={Play} busy={trial.isPending} disabledReason={readOnlyReason} onClick={run}>
          Run
        </Button>
      </Row>
      <div role="status">
        {trial.error && <FaultText>{problemInWords(trial.error).happened}</FaultText>}
        {trial.data && <Outcome outcome={trial.data} />}
        {aged && <Quiet>The script has changed since it ran.</Quiet>}
      </div>
    </>
  )
}

function Outcome({ outcome: { claims, fault, milliseconds } }: { outcome: Result<'previewClaimsScript'> }) {
  if (fault)
    return (
      <FaultText>{fault.line === null ? fault.message : `Line ${fault.line}: ${fault.message}`}</FaultText>
    )
  if (claims.length === 0) return <Quiet>The script ran and set no claim.</Quiet>
  return (
    <>
      <Quiet>In {milliseconds.toFixed(1)} ms it set:</Quiet>
      <Claims
        label="Claims that the script set"
        claims={claims.map((claim) => ({ ...claim, origin: 'Set by the script' }))}
      />
    </>
  )
}

const Quiet = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(2, 0),
  color: theme.vars.palette.text.secondary,
}))

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2),
}))

const Picker = styled('div')({ flex: '1 1 240px' })
