import { expect, test } from 'vitest'
import { loginName } from './loginName.ts'

test.each([
  'ada',
  '@acme.test',
  'ada@',
  'ada@acme@test',
  'a da@acme.test',
  'ada@acme..test',
  'ada@-acme.test',
  'ada@acme.test.',
  'ada<script>@acme.test',
  "ada'@acme.test",
  'ada/x@acme.test',
  'ada@acme.test/x',
  'ada:x@acme.test',
  `${'a'.repeat(101)}@acme.test`,
  `ada@${'a'.repeat(101)}`,
  '',
])('%j is no login name', (name) => {
  expect(loginName.safeParse(name).success).toBe(false)
})

test.each(['ada@acme.test', 'svc-1+x_y.z@acme', 'Ada@ACME.test'])('%s is one', (name) => {
  expect(loginName.safeParse(name).success).toBe(true)
})
