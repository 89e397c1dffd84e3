import { randomUUID } from 'node:crypto'
import type { EndpointName } from '#schema/api.ts'

/** A body by which a call names an application; for all others one that no schema accepts, so nothing happens. */
export function namingApplication(name: EndpointName, id: string, applicationId = id): object {
  const bodies: Partial<Record<EndpointName, object>> = {
    getApplication: { _RowKey: id },
    updateApplication: { _RowKey: id, Description: 'changed' },
    deleteApplication: { _RowKey: [id] },
    getAppIdByServiceName: { Name: applicationId },
    setApplicationPermissions: { ID: id, Grants: [] },
    getRowAces: { RowKey: id },
    getOpenIdClientSecret: { ID: id },
    resetAppScript: { _RowKey: id },
    previewToken: { rowKey: id, application: {}, client: { kind: 'permitted' } },
    previewSaved: { rowKey: id },
    applicationClients: { rowKey: id },
    inspectUnsaved: { rowKey: id, way: 'ClientCreds', application: {} },
    inspectApplication: { rowKey: id, way: 'ClientCreds' },
    previewClaimsScript: { rowKey: id, script: '' },
    scopesClients: { rowKey: id },
    scopesCalls: { rowKey: id, scope: 'siem' },
    secretsList: { owner: { type: 'application', id } },
    secretsAdd: { owner: { type: 'application', id }, key: randomUUID(), label: 'second' },
    secretsRevoke: { owner: { type: 'application', id }, id: 'nothing' },
  }
  return bodies[name] ?? {}
}
