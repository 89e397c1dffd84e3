import { expect, test } from 'vitest'
import { ruleFaults } from './ruleFaults.ts'

test('each fault is said at its rule, or above when no rule is meant: none is lost', () => {
  const faults = ruleFaults(
    [
      { path: 'rules.0.domain', message: 'No domain.' },
      { path: 'rules.0.role', message: 'No role.' },
      { path: 'Rules.1.Domain', message: 'Too long.' },
      { path: 'rules.10.domain', message: 'Of a rule that is gone.' },
      { path: 'Rules', message: 'Too many.' },
      { path: 'RevertAfter', message: 'Too late.' },
    ],
    2,
  )
  expect([faults.at(0), faults.at(1)]).toEqual(['No domain. No role.', 'Too long.'])
  expect(faults.elsewhere).toBe('Of a rule that is gone. Too many. Too late.')
  expect(ruleFaults([], 2).elsewhere).toBeUndefined()
})
