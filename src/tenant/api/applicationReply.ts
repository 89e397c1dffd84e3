import { templates } from '#schema/application/index.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { toWire, type Application } from '#schema/application/wire.ts'
import { toWireDate } from '#schema/redrock.ts'
import type { z } from 'zod'
import type { api } from '#schema/api.ts'
import { issuerOf } from '../oauth/issue/issuer.ts'
import type { Tenant } from '../tenant.ts'

type Reply = NonNullable<z.input<typeof api.getApplication.response>>

/** An application in the vendor's flat form (contract.md 3.2): our settings, and the members that are always the same. */
export function applicationReply(tenant: Tenant, application: Application): Reply {
  const wire = toWire(application)
  const { title, webAppType } = templates[application.template]
  const { description, trust } = application.config
  const issuer = issuerOf(tenant.url, application.config)
  return {
    OpenIDConnectScript: '',
    ...wire,
    _RowKey: application.id,
    _PartitionKey: tenant.id,
    _TableName: 'application',
    _Timestamp: toWireDate(application.updatedAt),
    _entitycontext: `W/"${application.version}"`,
    _metadata: { Version: application.version, IndexingVersion: 1 },
    DisplayName: description.name,
    AppType: 'Web',
    WebAppType: webAppType,
    AppTypeDisplayName: `Web - ${title}`,
    WebAppTypeDisplayName: title,
    State: application.config.userAccess.grants.length > 0 ? 'Deployed' : 'Ready to deploy',
    AdminTag: '',
    Icon: '',
    Generic: true,
    Featured: false,
    IsTestApp: false,
    ShowInUP: false,
    OnPrem: false,
    ProvCapable: false,
    DefaultAuthProfile: 'AlwaysAllowed',
    UserNameStrategy: '',
    UserNameArg: '',
    Url: trust.resourceApplicationUrl,
    Handler: '',
    OAuthProfile: {
      ...(wire['OAuthProfile'] as object),
      EffectiveIssuer: issuer,
      // Read-only there (contract.md 3.3)
      ...(isOwnClient(application) ? { ClientID: application.id, Issuer: issuer } : {}),
    },
    Gatewright: {
      ...(wire['Gatewright'] as object),
      Version: application.version,
      BuiltIn: application.builtIn,
      CreatedAt: application.createdAt,
      UpdatedAt: application.updatedAt,
    },
  } as unknown as Reply // the codec's members are a plain record; applicationWire is what it was made for
}
