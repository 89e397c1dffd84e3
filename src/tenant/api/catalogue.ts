import type { FastifyInstance } from 'fastify'
import { templates } from '#schema/application/index.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** The catalogue of templates (contract.md 3.4). */
export function catalogueRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'getTemplatesAndCategories', async () => ({
    AppTemplates: { Results: rows },
    Categories: categories,
  }))
  on(app, tenant, 'getCustomWebAppTemplates', async () => ({ Results: rows }))
  on(app, tenant, 'getCategories', async () => ({ Categories: categories }))
  on(app, tenant, 'getPaginatedTemplates', async ({ params }) => {
    const { PageNumber: page = 1, PageSize: size = 100, FilterValue: filter } = params.Args ?? {}
    const wanted = (filter ?? '').toLowerCase()
    const found = rows.filter(({ Row }) => Row.DisplayName.toLowerCase().includes(wanted))
    const length = Math.max(1, size)
    const start = (Math.max(1, page) - 1) * length
    return { AppTemplates: { Results: found.slice(start, start + length) } }
  })
}

const categories = ['Custom']

const rows = Object.entries(templates).map(([name, { title, summary }]) => ({
  Row: {
    ID: name,
    Name: name,
    DisplayName: title,
    Description: summary,
    Category: 'Custom',
    AppType: 'Web',
    AppTypeDisplayName: `Web - ${title}`,
    WebAppTypeDisplayName: title,
    WebAppLoginType: '',
    ServiceName: '',
    TemplateName: name,
    Version: '1',
    IsSwsEnabled: false,
    IsScaEnabled: false,
    Generic: true,
  },
}))
