import { expect, test } from 'vitest'
import { anyLoginName, loginName } from './loginName.ts'

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

test.each(['bob_contoso.com#EXT#@acme.test', "o'neil@acme.test", 'a!b^c~d@acme.test', 'ada@acme.test'])(
  '%s is one of another directory',
  (name) => {
    expect(anyLoginName.safeParse(name).success).toBe(true)
  },
)

test.each([
  'ada＠acme.test',
  'ada@acme.test＠evil.test',
  'o’neil@acme.test',
  'ada"@acme.test',
  'ada`x@acme.test',
  'ada$x@acme.test',
  'ada;x@acme.test',
  'ada x@acme.test',
  `${'a'.repeat(101)}@acme.test`,
])('%j is none, and why is said', (name) => {
  expect(anyLoginName.safeParse(name).error?.issues[0]?.message).toMatch(/^(Use|Write|At most|.*characters)/)
})
