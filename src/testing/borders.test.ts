import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './tool.ts'

// A border that the linter does not know, or a pattern that it silently reads as nothing, would show nowhere else.

const refused: Record<string, [file: string, code: string][]> = {
  'a noun of the schema takes more than the id of another noun': [
    ['src/schema/application/wire.ts', "import '../user/wire.ts'"],
    ['src/schema/application/wire.ts', "import '#schema/user/index.ts'"],
  ],
  'the tenant is imported against its layers': [
    ['src/tenant/oauth/token.ts', "import '#tenant/app.ts'"],
    ['src/tenant/application/save.ts', "import '#tenant/api/application.ts'"],
    ['src/tenant/audit/chain.ts', "import '../oauth/token.ts'"],
    ['src/tenant/oauth/checks/pkce.ts', "import '../../app.ts'"],
    ['src/tenant/store/event.ts', "import '../audit/chain.ts'"],
    ['src/tenant/store/migrations/0001_x.ts', "import '#tenant/directory/user.ts'"],
  ],
  'the console is imported against its layers': [
    ['src/console/features/users/UsersPage.tsx', "import '#console/app/router.tsx'"],
    ['src/console/features/users/edit/Roles.tsx', "import '../../../app/router.tsx'"],
    ['src/console/form/SettingField.tsx', "import '../features/users/UsersPage.tsx'"],
    ['src/console/form/SettingField.tsx', "import '#console/object/Changelog.tsx'"],
    ['src/console/object/Changelog.tsx', "import '../features/users/UsersPage.tsx'"],
    ['src/console/form/controls/Duration.tsx', "import '#console/app/theme.ts'"],
    ['src/console/api/call.ts', "import '../form/SettingField.tsx'"],
    ['src/console/ui/Page.tsx', "import '#console/api/call.ts'"],
  ],
  'a feature imports a feature': [
    ['src/console/features/users/UsersPage.tsx', "import '../roles/RolesPage.tsx'"],
    ['src/console/features/users/UsersPage.tsx', "import '#console/features/roles/RolesPage.tsx'"],
    ['src/console/features/users/edit/Roles.tsx', "import '../../roles/RolesPage.tsx'"],
  ],
  'a sample uses the product from inside': [
    ['src/samples/bank/main.ts', "import '#platform/log.ts'"],
    ['src/samples/bank/main.ts', "import '../../schema/api.ts'"],
  ],
  'SS-01 a server makes a request past the outbound module': [
    ['src/tenant/federation/metadata.ts', "await fetch('https://idp.test')"],
    ['src/bff/signIn.ts', "await globalThis.fetch('https://idp.test')"],
    ['src/tenant/oauth/keys.ts', "import { request } from 'node:http'; request('https://idp.test')"],
    ['src/platform/log.ts', "import { get } from 'node:https'; get('https://idp.test')"],
    ['src/server.ts', "import { request } from 'undici'; await request('https://idp.test')"],
  ],
  'the console makes a request past its one module': [['src/console/ui/Page.tsx', "await fetch('/x')"]],
  'a token is verified past verifyToken': [
    [
      'src/tenant/oauth/introspect.ts',
      "import { jwtVerify } from 'jose'; await jwtVerify('', new Uint8Array())",
    ],
  ],
  'FE-05 text becomes markup or code': [
    ['src/console/ui/Page.tsx', 'export const Page = () => <p dangerouslySetInnerHTML={{ __html: x }} />'],
    ['src/console/ui/Page.tsx', 'document.body.innerHTML = x'],
    ['src/console/ui/Page.tsx', "document.body.insertAdjacentHTML('beforeend', x)"],
    ['src/tenant/oauth/claims.ts', 'eval(script)'],
    ['src/tenant/oauth/claims.ts', 'new Function(script)()'],
    ['src/tenant/oauth/claims.ts', "import { runInNewContext } from 'node:vm'; runInNewContext(script)"],
  ],
}

const accepted: [file: string, code: string][] = [
  [
    'src/schema/application/wire.ts',
    "import '../user/userId.ts'; import '../setting.ts'; import './scope.ts'",
  ],
  ['src/tenant/app.ts', "import './api/application.ts'; import './store/tables.ts'"],
  ['src/tenant/api/application.ts', "import '../application/save.ts'; import '#tenant/oauth/checks/pkce.ts'"],
  ['src/tenant/application/save.ts', "import '../audit/chain.ts'; import '#tenant/store/event.ts'"],
  [
    'src/tenant/oauth/token.ts',
    "import type { IncomingMessage } from 'node:http'; export type X = IncomingMessage",
  ],
  ['src/console/app/router.tsx', "import '#console/features/users/UsersPage.tsx'"],
  [
    'src/console/features/users/UsersPage.tsx',
    "import './edit/Roles.tsx'; import '../../form/SettingField.tsx'",
  ],
  ['src/console/features/users/edit/Roles.tsx', "import '../UsersPage.tsx'; import '#console/ui/Page.tsx'"],
  ['src/console/object/Changelog.tsx', "import '../form/SettingField.tsx'; import '#console/ui/Page.tsx'"],
  ['src/console/form/SettingField.tsx', "import './controls/Duration.tsx'; import '../api/call.ts'"],
  ['src/console/api/call.ts', "await fetch('/x')"],
  [
    'src/platform/outbound/guardedFetch.ts',
    "import { request } from 'undici'; await request('https://idp.test')",
  ],
]

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-borders-'))
  // The types of what is imported do not matter here, and there is no project to take them from.
  const config = readFileSync(join(root, '.oxlintrc.json'), 'utf8').replace(
    '"typeAware": true',
    '"typeAware": false',
  )
  writeFileSync(join(folder, '.oxlintrc.json'), config)
  // What # in imports stands for
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
})

afterAll(() => rmSync(folder, { recursive: true }))

const borders = /no-restricted-|no-danger|no-eval|no-new-func/

function write(file: string, code: string): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true })
  writeFileSync(join(folder, file), code)
}

async function complaints(file: string, code: string, of = borders): Promise<string[]> {
  write(file, code)
  const printed = await new Promise<string>((resolve) => {
    execFile(join(root, 'node_modules/.bin/oxlint'), ['-f', 'unix', file], { cwd: folder }, (_, out) =>
      resolve(out),
    )
  })
  return printed.split('\n').filter((line) => of.test(line))
}

test.each(Object.entries(refused).flatMap(([what, cases]) => cases.map((one) => [what, ...one] as const)))(
  '%s, refused in %s: %s',
  async (_, file, code) => {
    expect(await complaints(file, code)).toHaveLength(1)
  },
)

test.each(accepted)('accepted: %s: %s', async (file, code) => {
  expect(await complaints(file, code)).toEqual([])
})

const a = 'src/tenant/store/a.ts'

test.each<[what: string, files: Record<string, string>]>([
  ['two files', { 'src/tenant/store/b.ts': "import './a.ts'" }],
  ['three files', { 'src/tenant/store/b.ts': "import './c.ts'", 'src/tenant/store/c.ts': "import './a.ts'" }],
  ['types alone', { 'src/tenant/store/b.ts': "import type { A } from './a.ts'\nexport type B = A" }],
  [
    'two rooms',
    {
      'src/tenant/store/b.ts': "import '../audit/c.ts'",
      'src/tenant/audit/c.ts': "import '#tenant/store/a.ts'",
    },
  ],
])('a circle of %s is refused', async (_, files) => {
  for (const [file, code] of Object.entries(files)) write(file, code)
  expect(await complaints(a, "import type { B } from './b.ts'\nexport type A = B", /no-cycle/)).toHaveLength(
    1,
  )
})

test('a file that two others import is no circle', async () => {
  write('src/tenant/store/b.ts', "import './c.ts'")
  write('src/tenant/store/c.ts', 'export {}')
  expect(await complaints(a, "import './b.ts'; import './c.ts'", /no-cycle/)).toEqual([])
})
