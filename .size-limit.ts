import { readFileSync } from 'node:fs'

// What a browser loads until the list of applications can be used. What loads later does not count.
const needed = ['index.html', 'src/console/features/applications/ApplicationsPage.tsx']

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8')) as Record<
  string,
  { file: string; imports?: string[] }
>

function load(name: string, loaded: Set<string>): Set<string> {
  const chunk = manifest[name]
  if (!chunk) throw new Error(`The build has no chunk for ${name}: name the module that the route loads`)
  if (loaded.has(chunk.file)) return loaded
  loaded.add(chunk.file)
  for (const name of chunk.imports ?? []) load(name, loaded)
  return loaded
}

const scripts = needed.reduce((loaded, name) => load(name, loaded), new Set<string>())

export default [
  {
    name: 'JavaScript to a usable list of applications',
    path: [...scripts].map((file) => `dist/${file}`),
    gzip: true,
    limit: '185 kB',
  },
]
