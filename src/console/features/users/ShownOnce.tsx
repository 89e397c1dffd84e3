import { CopyField } from '#console/ui/CopyField.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'

type Props = { name: string; password: string; oauthClient: boolean }

/** A password that was generated: here and now, and nowhere afterwards (CL-01). */
export function ShownOnce({ name, password, oauthClient }: Props) {
  return (
    <Panel aria-label="New credentials" style={{ maxWidth: 640 }}>
      <SeverityText severity="warning">
        {oauthClient ? 'The client secret' : 'The password'} is shown this once. Copy it before you leave this
        page.
      </SeverityText>
      <div style={{ marginTop: 12 }}>
        <CopyField label={oauthClient ? 'Client ID' : 'Login Name'} value={name} whole />
        <CopyField label={oauthClient ? 'Client secret' : 'Password'} value={password} whole />
      </div>
    </Panel>
  )
}
