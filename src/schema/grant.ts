import { z } from 'zod'
import { distinct } from './kinds/list.ts'
import { sortKey } from './sortKey.ts'
import { upTo } from './upTo.ts'

/**
 * Rights of a principal on one application (contract.md 3.5): the portal's word, the wire's word and the wire's bits.
 * `View details` and `Manage` contain the bits of the weaker rights.
 */
export const applicationRights = {
  Grant: { label: 'Grant', wire: 'Grant', bits: 1 },
  View: { label: 'View', wire: 'View', bits: 4 },
  ViewDetail: { label: 'View details', wire: 'ViewDetail', bits: 20 },
  Manage: { label: 'Manage', wire: 'Admin', bits: 28 },
  Delete: { label: 'Delete', wire: 'Delete', bits: 64 },
  Run: { label: 'Run', wire: 'Execute', bits: 128 },
  Automatic: { label: 'Automatically deploy', wire: 'Automatic', bits: 2 ** 31 },
} as const

export type ApplicationRight = keyof typeof applicationRights

/** Using an application. The others read its settings, change it, delete it or pass it on. */
export const isForUse = (right: ApplicationRight) =>
  right === 'View' || right === 'Run' || right === 'Automatic'

const rightNames = Object.keys(applicationRights) as [ApplicationRight, ...ApplicationRight[]]

const grant = z.strictObject({
  type: z.enum(['User', 'Group', 'Role']),
  id: upTo(64).min(1),
  /** As it was when the grant was made; shown where the principal has since been deleted. */
  name: upTo(300),
  rights: z
    .array(z.enum(rightNames))
    .max(rightNames.length, 'Name each right once.')
    .min(1, 'Choose at least one right, or remove the row.')
    .transform((rights) => fromBits(toBits(rights))),
})

export type Grant = z.output<typeof grant>

/** Rights and rows are kept in one order and form, that of their bits, so equal permissions are equal lists. */
export const grantList: z.ZodType<Grant[]> = distinct(grant, {
  most: [500, 'At most 500 principals. Use a role instead of single users.'],
  keyOf: ({ type, id }) => `${type} ${id}`,
  twice: ({ name }) => `${name} is listed twice. Keep one row.`,
}).transform(inOrder)

/** By type, name as people sort (PB-07) and id. */
export function inOrder<Row extends Pick<Grant, 'type' | 'id' | 'name'>>(rows: readonly Row[]): Row[] {
  const key = ({ type, name, id }: Row) => `${type}\n${sortKey(name)}\n${id}`
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

export const formatRights = (rights: readonly ApplicationRight[]) =>
  rights.map((right) => applicationRights[right].label).join(' + ')

export const formatGrant = (row: Grant) => `${row.name}: ${formatRights(row.rights)}`

/** The sum of the distinct bits: 128 for Run, 132 for Run + View. Above 2^31, so never with `|`. */
export function toBits(rights: readonly ApplicationRight[]): number {
  const bits = new Set(rights.flatMap((right) => powersOfTwo(applicationRights[right].bits)))
  return [...bits].reduce((sum, bit) => sum + bit, 0)
}

export const hasRight = (bits: number, right: ApplicationRight) =>
  powersOfTwo(applicationRights[right].bits).every((bit) => Math.floor(bits / bit) % 2 === 1)

export const fromBits = (bits: number): ApplicationRight[] => {
  const held = rightNames.filter((right) => hasRight(bits, right))
  const contained = (right: ApplicationRight) =>
    held.some(
      (other) =>
        other !== right &&
        applicationRights[other].bits > applicationRights[right].bits &&
        hasRight(applicationRights[other].bits, right),
    )
  return held.filter((right) => right === 'View' || !contained(right))
}

function powersOfTwo(bits: number): number[] {
  const powers: number[] = []
  for (let bit = 1; bit <= bits; bit *= 2) if (Math.floor(bits / bit) % 2 === 1) powers.push(bit)
  return powers
}
