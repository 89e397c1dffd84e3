import { isIP } from 'node:net'
import type { Tenant } from '../tenant.ts'
import type { ScriptTenant } from './script.ts'

/** What TenantData.Get answers (contract.md 14). */
export function scriptTenant({ id, url }: Pick<Tenant, 'id' | 'url'>): ScriptTenant {
  const { hostname } = new URL(url)
  const [label = hostname] = isIP(hostname.replace(/^\[|\]$/g, '')) ? [hostname] : hostname.split('.')
  return { cybrtenantid: id, cybrsubdomain: label }
}
