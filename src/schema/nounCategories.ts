import { applicationCategories } from './application/index.ts'
import { confidentialClient } from './application/confidentialClient.ts'
import type { Category } from './category.ts'
import { deviceCategories } from './device/index.ts'
import { groupCategories } from './group/index.ts'
import { identityProviderCategories } from './identityProvider/index.ts'
import { newSecret } from './newSecret.ts'
import type { ObjectType } from './nouns.ts'
import { roleCategories } from './role/index.ts'
import { credential } from './user/credential.ts'
import { tenantCategories } from './tenant/index.ts'
import { userCategories } from './user/index.ts'

/** The settings of every noun: what versions, Changelog, reference and drafts know of it. */
export const nounCategories: Record<ObjectType, readonly Category[]> = {
  application: applicationCategories,
  user: userCategories,
  role: roleCategories,
  group: groupCategories,
  identityProvider: identityProviderCategories,
  device: deviceCategories,
}

/** What forms of a noun ask for besides, which is no setting of it and is never read back. */
export const askedCategories: Partial<Record<ObjectType, Record<string, readonly Category[]>>> = {
  application: { 'Confidential client (guided setup)': [confidentialClient] },
  user: { 'Password of a user': [credential], 'Client secret': [newSecret] },
}

/** Whatever a form may hold. */
export const everyCategory = (): Category[] => [
  ...Object.values(nounCategories).flat(),
  ...Object.values(askedCategories).flatMap((asked) => Object.values(asked).flat()),
  ...tenantCategories,
]
