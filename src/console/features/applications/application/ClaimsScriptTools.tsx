import { styled } from '@mui/material/styles'
import { useId } from 'react'
import { useWatch } from 'react-hook-form'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { Button } from '#console/ui/Button.tsx'
import { ClaimsScriptReference } from './ClaimsScriptReference.tsx'
import { ClaimsScriptTrial } from './ClaimsScriptTrial.tsx'

const path = 'advanced.claimsScript'

/** Stands below the script: what a script can use, a trial run, and a button that clears it. */
export function ClaimsScriptTools({ rowKey }: { rowKey?: string }) {
  const { form, readOnlyReason } = useHeldForm()
  const { offered } = signedInRoute.useRouteContext()
  const held: unknown = useWatch({ control: form.control, name: path })
  const script = typeof held === 'string' ? held : ''
  const title = useId()
  const reset = () => form.setValue(path, '', { shouldDirty: true, shouldValidate: true })
  return (
    <>
      {script !== '' && readOnlyReason === undefined && (
        <Button look="plain" onClick={reset}>
          Reset script
        </Button>
      )}
      <ClaimsScriptReference />
      {offered('previewClaimsScript') && (
        <Trial aria-labelledby={title}>
          <h2 id={title}>Try it</h2>
          <ClaimsScriptTrial rowKey={rowKey ?? null} script={script} readOnlyReason={readOnlyReason} />
        </Trial>
      )}
    </>
  )
}

const Trial = styled('section')(({ theme }) => ({
  marginTop: theme.spacing(5),
  '& > h2': { ...theme.typography.h3, margin: theme.spacing(0, 0, 1) },
}))
