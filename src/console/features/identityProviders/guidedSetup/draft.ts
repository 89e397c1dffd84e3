import { z } from 'zod'
import { withKept, withoutSecrets, type ObjectValues } from '#console/form/objectValues.ts'
import type { Kept } from '#console/object/draft/useDraft.ts'
import { changes } from '#schema/change.ts'
import { readDraft } from '#schema/category.ts'
import { identityProviderCategories, type IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import { userAgents, type UserAgent } from '#schema/routing/userAgent.ts'

/** The rule that guided setup adds. */
export type WantedRule = { domain: string; userAgent: UserAgent }

export const noRule: WantedRule = { domain: '', userAgent: 'Any' }

/** What is kept of an unfinished guided setup beside what is saved of the identity provider; no secrets (CL-01). */
export type Progress = {
  /** The step one is at, and the furthest one that has been reached. */
  step: number
  reached: number
  rule: WantedRule
  values: IdentityProviderConfig
}

const body = z.object({
  step: z.int().min(0),
  reached: z.int().min(0),
  rule: z.object({
    domain: z.string().max(300),
    userAgent: z.enum(Object.keys(userAgents) as [UserAgent, ...UserAgent[]]),
  }),
  values: z.record(z.string(), z.unknown()),
})

/** Only what differs from what is saved: the rest may be changed elsewhere meanwhile. */
export function toKept(progress: Progress, saved: IdentityProviderConfig): Kept {
  const typed = withoutSecrets(identityProviderCategories, progress.values)
  const values: ObjectValues = {}
  for (const { path } of changes(identityProviderCategories, saved, progress.values)) {
    const [category = '', key = ''] = path.split('.')
    values[category] = { ...values[category], [key]: typed[category]?.[key] }
  }
  return { title: progress.values.settings.name, body: { ...progress, values } }
}

/** A draft over what is saved now; undefined when nothing can be made of it. */
export function fromBody(kept: unknown, saved: IdentityProviderConfig): Progress | undefined {
  const read = body.safeParse(kept)
  if (!read.success) return undefined
  const values = withKept(identityProviderCategories, saved, read.data.values)
  return { ...read.data, values: asSaved(saved, readDraft(identityProviderCategories, values)) }
}

/** Whether a draft holds more than how far one has come. */
export const isTyped = ({ rule, values }: Progress, saved: IdentityProviderConfig): boolean =>
  rule.domain.trim() !== '' || changes(identityProviderCategories, saved, values).length > 0

/** Since when a secret is kept, and whether people are sent there, is no draft's to say. */
const asSaved = (saved: IdentityProviderConfig, read: IdentityProviderConfig): IdentityProviderConfig => ({
  ...read,
  settings: { ...read.settings, active: saved.settings.active },
  inboundMetadata: { ...read.inboundMetadata, clientSecret: saved.inboundMetadata.clientSecret },
})
