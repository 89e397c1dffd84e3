import TextField from '@mui/material/TextField'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { call } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { isNoSession } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { nouns } from '#schema/nouns.ts'
import { locationOf } from '../connect/locationOf.ts'
import type { Made } from './made.ts'

type Props = { made: Made; name: string; secret: string | null }

/** Makes the security device that the card is for in this tenant: the secret goes from this page to the tenant, and is shown nowhere on its way. */
export function CreateDevice({ made, name, secret }: Props) {
  const { me, offered } = signedInRoute.useRouteContext()
  const [asking, setAsking] = useState(false)
  const [created, setCreated] = useState<string | null>(null)
  if (!offered('createDevice')) return null
  if (created !== null)
    return (
      <div role="status" style={{ marginTop: 16 }}>
        <p>The security device exists and reads the events of this tenant.</p>
        <ButtonLink to="/security-devices/$id" params={{ id: created }}>
          Open the security device
        </ButtonLink>
      </div>
    )
  return (
    <div style={{ marginTop: 16 }}>
      <Button
        disabledReason={
          lackOf(me, ...nouns.device.writers) ??
          (secret === null &&
            'The client secret is not on this page any more. Add the device under Settings > Security Devices and type it there.')
        }
        onClick={() => setAsking(true)}
      >
        Create the device here
      </Button>
      {asking && secret !== null && (
        <Asking
          made={made}
          name={name}
          secret={secret}
          onClose={(id) => {
            setAsking(false)
            if (id !== undefined) setCreated(id)
          }}
        />
      )}
    </div>
  )
}

type AskingProps = Props & { secret: string; onClose: (id?: string) => void }

function Asking({ made, name: proposed, secret, onClose }: AskingProps) {
  const queryClient = useQueryClient()
  const [name, setName] = useState(proposed)
  const field = useId()
  return (
    <ConfirmDialog
      title="Create the security device here?"
      confirm="Create security device"
      look="primary"
      problemInWords={problemInWords}
      onConfirm={async () => {
        const { ID } = await call('createDevice', {
          Name: name,
          Location: locationOf(made.server) === 'Cloud' ? 'Cloud' : 'OnPrem',
          ApplicationId: made.applicationId,
          Username: made.clientId ?? '',
          Password: secret,
          Server: made.server,
        })
        // Not waited for: the page waits for the first token, which may take its time
        void queryClient.invalidateQueries({ predicate: isNoSession })
        onClose(ID)
      }}
      onClose={() => onClose()}
    >
      <p>
        It reads the events of this tenant every five minutes as {made.clientId}, with the client secret that
        is on this page. The secret is kept sealed and is not shown again.
      </p>
      <label htmlFor={field}>Name of the device</label>
      <TextField
        id={field}
        fullWidth
        hiddenLabel
        value={name}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
    </ConfirmDialog>
  )
}
