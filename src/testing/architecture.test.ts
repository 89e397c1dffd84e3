import { basename, dirname, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { repository, type Source } from './repository.ts'
import { root } from './tool.ts'

// What neither the compiler's borders nor the linter's can hold. Each test lists what breaks its rule.

const everything = repository()
const code = everything.filter(({ path }) => /^(src|e2e)\/.*\.(js|tsx?)$/.test(path))
const product = code.filter(({ path }) => path.startsWith('src/') && !/\.test\.tsx?$/.test(path))

test('the schema needs nothing but zod and re2js', () => {
  const foreign = imports(product, 'src/schema/').filter(({ of }) => !/^(\.|#schema\/|zod$|re2js$)/.test(of))
  expect(foreign).toEqual([])
})

test('the launcher runs before anything is installed', () => {
  const foreign = imports(product, 'src/start').filter(({ of }) => !/^(\.\/|node:)/.test(of))
  expect(foreign).toEqual([])
})

test('another runtime is imported by its name, not by a path', () => {
  const runtime = (path: string) => path.split('/').slice(0, 2).join('/')
  const named = ['src/schema', 'src/platform', 'src/tenant', 'src/bff', 'src/console', 'src/testing']
  const paths = imports(code, '').filter(({ path, of }) => {
    if (!of.startsWith('.')) return false
    const target = runtime(relative(root, resolve(root, dirname(path), of)))
    return named.includes(target) && target !== runtime(path)
  })
  expect(paths).toEqual([])
})

test('nothing is imported by way of a file that only passes it on', () => {
  expect(lines(product, /^export\s.*\sfrom\s['"]/)).toEqual([])
})

test('files and folders say what they hold', () => {
  const empty = /(^|[^a-z])(utils?|helpers?|common|managers?|misc)([^a-z]|$)/
  const bare = /^(services?|data|info)(\.tsx?)?$/
  const words = (name: string) => name.replace(/([A-Z])/g, ' $1').toLowerCase()
  const vague = code.filter(({ path }) =>
    path.split('/').some((name) => empty.test(words(name)) || bare.test(name)),
  )
  expect(vague.map(({ path }) => path)).toEqual([])
})

test('a component stands in the file of its name', () => {
  const others = product.filter(({ path, text }) => {
    const name = basename(path, '.tsx')
    return /^[A-Z]\w*$/.test(name) && !new RegExp(`^export (function|const|class) ${name}\\b`, 'm').test(text)
  })
  expect(others.map(({ path }) => path)).toEqual([])
})

test('colours are in the theme', () => {
  const screens = product.filter(({ path }) => /^src\/console\/(?!app\/theme)/.test(path))
  expect(lines(screens, /['"`]#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(/i)).toEqual([])
})

test('a suppression carries its reason', () => {
  const bare = /@ts-(ignore|nocheck)|@ts-expect-error\s*$|(ox|es)lint-disable(?!.* -- \S)/
  expect(lines(code.filter(isNotThisFile), bare)).toEqual([])
})

test('nothing is left for later', () => {
  expect(lines(code.filter(isNotThisFile), /\b(TODO|FIXME|XXX)\b/)).toEqual([])
})

test('X-10 the tenant’s cookie is read and set in one place, which knows what another site may make a browser send', () => {
  // The other one is of a sign-in at an identity provider, opens nothing, and is there for who comes from another site
  const places = ['src/tenant/pages/sessionCookie.ts', 'src/tenant/federation/signInCookie.ts']
  const elsewhere = product.filter(({ path }) => path.startsWith('src/tenant/') && !places.includes(path))
  expect(
    lines(elsewhere, /(\.|\{ ?)cookies\b|\b(set|clear|unsign)Cookie\b|headers\.cookie|set-cookie/i),
  ).toEqual([])
})

test('PB-10 the console needs nothing that browsers keep for addresses they trust', () => {
  const screens = product.filter(({ path }) => path.startsWith('src/console/'))
  expect(lines(screens, /\bcrypto\.(randomUUID|subtle)\b/)).toEqual([])
})

test('elements are found as people find them', () => {
  expect(lines(code.filter(isNotThisFile), /data-testid|getByTestId/)).toEqual([])
})

test('nothing in the repository depends on the machine it was written on', () => {
  const machine = /(^|[\s'"`(=])\/(work|root|home)\/|registry\.npmjs|"resolved":/
  expect(lines(everything.filter(isNotThisFile), machine)).toEqual([])
})

function isNotThisFile({ path }: Source): boolean {
  return path !== 'src/testing/architecture.test.ts'
}

function imports(sources: Source[], start: string): { path: string; of: string }[] {
  return sources
    .filter(({ path }) => path.startsWith(start))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/(?:^|\s)(?:from|import)\s*(?:\(\s*)?['"]([^'"]+)['"]/g)].map((found) => ({
        path,
        of: found[1] ?? '',
      })),
    )
}

function lines(sources: Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  )
}
