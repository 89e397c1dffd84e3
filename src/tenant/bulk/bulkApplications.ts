import { sql } from 'kysely'
import type { ApplicationConfig } from '#schema/application/index.ts'
import { deleteApplication, updateApplication } from '../application/saveApplication.ts'
import { dayOf } from '../days.ts'
import type { Write } from '../write.ts'
import { dependents, type Bulk, type Target } from './bulk.ts'

export const bulkApplications: Bulk<'application'> = {
  find: async (tx, id) =>
    (await tx
      .selectFrom('application')
      .select(['name', 'version'])
      .where('id', '=', id)
      .executeTakeFirst()) ?? null,
  actions: {
    setOwner: (write, target) =>
      described(write, target, { why: 'Owner set', change: () => ({ owner: target.value }) }),
    addTag: (write, target) =>
      described(write, target, {
        why: 'Tag added',
        change: ({ tags }) => ({ tags: tags.includes(target.value) ? tags : [...tags, target.value] }),
      }),
    removeTag: (write, target) =>
      described(write, target, {
        why: 'Tag removed',
        change: ({ tags }) => ({ tags: tags.filter((tag) => tag !== target.value) }),
      }),
    delete: (write, { id }) => deleteApplication(write, id),
  },
  restore: (write, { settings: { description }, from, ...target }) =>
    described(write, target, {
      why: 'Owner and tags restored',
      change: () => ({ owner: description?.['owner'], tags: description?.['tags'] }),
      expectedVersion: from,
    }),
  follows: async (write, { id, action }) => (action === 'delete' ? deletedWith(write, id) : []),
}

type Description = ApplicationConfig['description']

const described = (
  write: Write,
  { id, actor }: Target,
  {
    change,
    ...how
  }: {
    change: (now: Description) => Partial<Record<'owner' | 'tags', unknown>>
    why: string
    expectedVersion?: number
  },
) =>
  updateApplication(write, {
    ...how,
    id,
    editor: actor,
    change: ({ config }) => ({
      ...config,
      description: { ...config.description, ...change(config.description) },
    }),
  })

async function deletedWith(write: Write, id: string): Promise<string[]> {
  return [
    ...(await lastToken(write, id)),
    ...(await dependents(write.tx, [
      { rows: sql`application_grant where application_id = ${id}`, one: 'permission' },
      { rows: sql`credential where owner_type = 'application' and owner_id = ${id}`, one: 'client secret' },
    ])),
  ]
}

/** Whoever still gets tokens stops getting them. */
async function lastToken({ tx, tenant }: Write, id: string): Promise<string[]> {
  const row = await tx.selectFrom('application').select('used_day').where('id', '=', id).executeTakeFirst()
  if (!row || row.used_day === 0) return []
  const ago = dayOf(tenant.clock()) - row.used_day
  if (ago <= 0) return ['gave a token today']
  return [ago === 1 ? 'gave its last token yesterday' : `gave its last token ${ago} days ago`]
}
