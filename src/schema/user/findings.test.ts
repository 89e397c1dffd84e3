import { expect, test } from 'vitest'
import { readStored } from '../category.ts'
import { userFindings } from './findings.ts'
import { userCategories } from './index.ts'

const user = (status: object) => readStored(userCategories, { status })

test('X-13 a program that gets tokens without an application is a finding, and what cures it leaves none', () => {
  const held = user({ oauthClient: true })
  const [finding, ...others] = userFindings(held)
  expect(others).toEqual([])
  expect(finding).toMatchObject({ severity: 'warning', at: 'status.tokensWithoutApplication' })
  const cured = user({ ...held.status, tokensWithoutApplication: finding?.cure?.value })
  expect(userFindings(cured)).toEqual([])
})

test('X-13 a person gets no such tokens, whatever the setting says', () => {
  expect(userFindings(user({ oauthClient: false, tokensWithoutApplication: true }))).toEqual([])
})
