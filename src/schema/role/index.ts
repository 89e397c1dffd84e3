import type { z } from 'zod'
import { category, objectOf } from '../category.ts'
import { administrativeRights } from '../administrativeRights.ts'
import { principalName } from '../principalName.ts'
import { text } from '../kinds/text.ts'
import { toggle } from '../kinds/toggle.ts'

export const roleDescription = category('description', {
  title: 'Description',
  summary: 'What the role is called and what it is for.',
  settings: {
    name: text({
      label: 'Name',
      help: 'Unique in the tenant, whatever the case of its letters.',
      maxLength: 200,
      check: principalName('role'),
      wire: 'Name',
    }),
    description: text({
      label: 'Description',
      help: 'What members of this role do.',
      maxLength: 1000,
      multiline: true,
      wire: 'Description',
    }),
  },
})

export const roleRights = category('rights', {
  title: 'Administrative Rights',
  summary: 'What members may do in this tenant.',
  settings: { rights: administrativeRights },
})

export const roleSignIn = category('signIn', {
  title: 'Sign-in',
  summary: 'Where members sign in.',
  settings: {
    requiresFederation: toggle({
      label: 'Requires federation',
      help: 'On, members sign in at the identity provider that a routing rule names, and no password here lets them in. System Administrators and the break-glass account are left out.',
      default: false,
      wire: 'Gatewright.RequiresFederation',
    }),
  },
})

export const roleCategories = [roleDescription, roleRights, roleSignIn] as const
export const roleConfig = objectOf(roleCategories)
export type RoleConfig = z.output<typeof roleConfig>
