import type { TemplateName } from '#schema/application/index.ts'
import { needsServiceUser, type ClientSetup } from '#schema/clientSetup.ts'
import type { Grant } from '#schema/grant.ts'
import type { Unsaved } from '../consequences/usePreview.ts'
import { withoutLogo } from '../consequences/withoutLogo.ts'

/** The application and the client that Create would make of these values, for the preview. No secret is in it. */
export function asMade(template: TemplateName, values: ClientSetup): Unsaved {
  const { confidentialClient: client, ...application } = values
  if (!needsServiceUser(template, values))
    return { template, application: withoutLogo(application), client: { kind: 'permitted' } }
  const { grants } = application.userAccess
  const role = client.role === 'new' ? 'made on Create' : client.existingRole
  const grant: Grant = { type: 'Role', id: role, name: client.roleName, rights: ['View', 'Run'] }
  return {
    template,
    application: {
      ...withoutLogo(application),
      userAccess: { grants: role === '' ? grants : [...grants.filter(({ id }) => id !== role), grant] },
    },
    client:
      client.user === 'existing' && client.existingUser !== ''
        ? { kind: 'chosen', userId: client.existingUser }
        : { kind: 'toBeMade', loginName: client.user === 'new' ? loginNameOf(client) : '' },
  }
}

/** The whole login name of the user to be made; empty while a part of it is missing. */
export const loginNameOf = ({ loginName, suffix }: ClientSetup['confidentialClient']) =>
  loginName.trim() === '' || suffix === '' ? '' : `${loginName.trim()}@${suffix}`
