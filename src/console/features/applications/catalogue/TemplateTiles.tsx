import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { isTemplate } from '#schema/application/wire.ts'
import type { TemplateName } from '#schema/application/index.ts'
import { AddApplicationDialog } from './AddApplicationDialog.tsx'
import { Tile } from './Tile.tsx'

/** The tenant's templates. */
export function TemplateTiles({ only }: { only?: TemplateName }) {
  const { me } = signedInRoute.useRouteContext()
  const { AppTemplates } = useSuspenseQuery(query('getTemplatesAndCategories')).data
  const [adding, setAdding] = useState<{ id: string; title: string } | null>(null)
  const lack = lackOf(me, 'appman')
  const rows = AppTemplates.Results.map(({ Row }) => Row).filter(
    ({ TemplateName }) => only === undefined || TemplateName === only,
  )
  return (
    <>
      {rows.map(({ ID, DisplayName, Description, TemplateName }) => (
        <Tile
          key={ID}
          title={DisplayName}
          kind="Template"
          secret={isTemplate(TemplateName) ? secretWords[TemplateName] : undefined}
          action={
            <Button
              disabledReason={lack}
              aria-label={`Add ${DisplayName}`}
              onClick={() => setAdding({ id: ID, title: DisplayName })}
            >
              Add
            </Button>
          }
        >
          {Description}
        </Tile>
      ))}
      {adding && <AddApplicationDialog template={adding} onClose={() => setAdding(null)} />}
    </>
  )
}

const secretWords: Record<TemplateName, string> = {
  OAuth2ServerClient:
    'Not on the application: it is the password of the service user, and the client ID is its login name. Guided setup makes both.',
  OAuth2Server: 'As for the OAuth2 Client: a service user’s password.',
  'Generic OpenID Connect': 'On the application itself, on Trust.',
}
