import { z } from 'zod'

/** How often a new signing key takes over by itself. Apart from its setting, because the table of calls loads no settings. */
export const rotationPeriods = {
  '0': 'Never',
  '30': 'Every 30 days',
  '90': 'Every 90 days',
  '180': 'Every 180 days',
  '365': 'Every 365 days',
} as const

export type RotationPeriod = keyof typeof rotationPeriods

export const usualPeriod: RotationPeriod = '90'

/** Days, as the tenant keeps them; 0 for never. */
export const rotationDays = z.literal(Object.keys(rotationPeriods).map(Number))

/** In the order in which a key passes through them; revoked instead of the last. */
export const keyStates = ['upcoming', 'signing', 'verifying', 'revoked', 'gone'] as const
export type KeyState = (typeof keyStates)[number]
