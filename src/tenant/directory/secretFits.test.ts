import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Row } from '../store/tables.ts'
import { hashSecret } from './credential.ts'
import { secretFits } from './secretFits.ts'

const { slow, countingArgon2 } = await vi.hoisted(() => import('#testing/slowComparisons.ts'))
vi.mock('node:crypto', countingArgon2)

let running: TestTenant
let typed: Row<'credential'>
let generated: Row<'credential'>
beforeAll(async () => {
  running = await bootTenant()
  const make = async (kind: 'typed' | 'generated', secret: string) => ({
    id: kind,
    owner_type: 'user' as const,
    owner_id: 'somebody',
    hash: await hashSecret(running.tenant, { kind, secret }),
    label: '',
    created_at: 0,
    expires_at: null,
    last_used_at: null,
  })
  typed = await make('typed', 'a typed secret 1')
  generated = await make('generated', 'aGeneratedSecret2')
})
afterAll(() => running.close())

const compare = (credentials: Row<'credential'>[], secret: string) =>
  secretFits(running.tenant, { credentials, secret, reserve: () => Promise.resolve(null) })

test('each of several secrets fits, in whatever order they stand, and nothing else does', async () => {
  const fits = (secret: string, held = [typed, generated]) => compare(held, secret)
  expect(await fits('a typed secret 1')).toBe('typed')
  expect(await fits('aGeneratedSecret2')).toBe('generated')
  expect(await fits('aGeneratedSecret2', [generated, typed])).toBe('generated')
  expect(await fits('agENERATEDsECRET2')).toBeNull()
  expect(await fits('')).toBeNull()
  expect(await fits('a typed secret 1', [generated])).toBeNull()
  expect(await fits('a typed secret 1', [])).toBeNull()
})

test('CL-03 what fails takes one slow comparison, whoever is asked for and whatever there is to compare with', async () => {
  for (const held of [[], [typed], [generated], [generated, typed]]) {
    slow.comparisons = 0
    expect(await compare(held, 'wrong')).toBeNull()
    expect(slow.comparisons).toBe(1)
  }
})
