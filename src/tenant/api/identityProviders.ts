import type { FastifyInstance } from 'fastify'
import {
  blankIdentityProvider,
  identityProviderKept,
  toIdentityProviderWire,
} from '#schema/identityProvider/wire.ts'
import { notKept, notKeptInWords } from '#schema/notKept.ts'
import type { Wire } from '#schema/wireMembers.ts'
import { identityProviderFindings } from '#schema/identityProvider/findings.ts'
import { globalGroupFindings, groupFindings } from '../federation/groupFindings.ts'
import { checkProvider } from '../federation/checkProvider.ts'
import { initiateLoginUrlOf, postLogoutUrlOf, redirectUrlOf } from '../federation/providers.ts'
import { notThere } from '../problem.ts'
import { readIdentityProvider, type StoredIdentityProvider } from '../federation/readIdentityProvider.ts'
import {
  deleteIdentityProvider,
  insertIdentityProvider,
  rulesOnceSaved,
  updateIdentityProvider,
} from '../federation/saveIdentityProvider.ts'
import type { Tenant } from '../tenant.ts'
import { saveConfirmed } from './confirmed.ts'
import { expectedVersion } from './ifMatch.ts'
import { on } from './on.ts'

/** External identity providers (D4: the vendor publishes no calls for them). */
export function identityProviderRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant
  const tellNotKept = (sent: Wire, note: (sentence: string) => void) => {
    const lost = notKeptInWords(
      notKept(sent, { kept: identityProviderKept, readBack: toIdentityProviderWire(blankIdentityProvider) }),
    )
    if (lost) note(lost)
  }

  on(app, tenant, 'getIdentityProvider', async ({ params }) => {
    const found = await readIdentityProvider(database.read, params.ID)
    return found && replyOf(tenant, found)
  })

  on(app, tenant, 'checkIdentityProvider', async ({ params }) => {
    const found = await readIdentityProvider(database.read, params.ID)
    if (!found) throw notThere(`identity provider ${params.ID}`)
    const lines = await checkProvider(tenant, found)
    return {
      Lines: lines.map(({ title, passed, seen, cure }) => ({
        Title: title,
        Passed: passed,
        Seen: seen,
        Cure: cure,
      })),
    }
  })

  on(app, tenant, 'findingsOfIdentityProvider', async ({ params: { ID: id } }) => {
    if (id === undefined || id === null) return { Findings: await globalGroupFindings(database.read) }
    const found = await readIdentityProvider(database.read, id)
    if (!found) throw notThere(`identity provider ${id}`)
    return {
      Findings: [
        ...identityProviderFindings(found.config, {
          exception: tenant.outbound.exceptionFor(found.config.inboundMetadata.metadataUrl),
        }),
        ...(await groupFindings(database.read, found)),
      ],
    }
  })

  on(app, tenant, 'createIdentityProvider', async ({ params, actor, by, note }) => {
    const ID = await database.write((tx) =>
      insertIdentityProvider({ tx, tenant, by }, { sent: params, actor }),
    )
    tellNotKept(params, note)
    return { ID }
  })

  on(app, tenant, 'updateIdentityProvider', async ({ params, actor, by, request, note }) => {
    const startedFrom = expectedVersion({ actor, request })
    await saveConfirmed(
      tenant,
      { actor, request, note },
      {
        change: (saved) => rulesOnceSaved(database.read, { rules: saved, id: params.ID, sent: params }),
        save: (judged) =>
          database.write((tx) =>
            updateIdentityProvider(
              { tx, tenant, by },
              { id: params.ID, sent: params, judged, actor, expectedVersion: startedFrom },
            ),
          ),
      },
    )
    tellNotKept(params, note)
    return null
  })

  on(app, tenant, 'deleteIdentityProvider', async ({ params, actor, by }) => {
    await database.write((tx) => deleteIdentityProvider({ tx, tenant, by }, { id: params.ID, actor }))
    return null
  })
}

const replyOf = (tenant: Tenant, { row, config }: StoredIdentityProvider) => ({
  ID: row.id,
  Name: row.name,
  ...toIdentityProviderWire(config),
  Gatewright: {
    Version: row.version,
    CreatedAt: row.created_at,
    UpdatedAt: row.updated_at,
    RedirectUrl: redirectUrlOf(tenant, row.id),
    InitiateLoginUrl: initiateLoginUrlOf(tenant, row.id),
    PostLogoutRedirectUrl: postLogoutUrlOf(tenant, row.id),
  },
})
