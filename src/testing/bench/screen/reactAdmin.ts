import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import fastifyStatic from '@fastify/static'
import { fastify } from 'fastify'
import { build } from 'vite'
import { root } from '../../tool.ts'

/** The best known admin console in React, in the newest version of the day it was chosen. It is no package of ours: the benchmark alone has it, in a folder beside. */
const packages = {
  'react-admin': '5.15.4',
  react: '19.3.1',
  'react-dom': '19.3.1',
  '@mui/material': '9.5.0',
  '@mui/icons-material': '9.5.0',
}

/** A list of the same size and columns as ours, with its data in the page. */
const page = (rows: number) => `
  import { createRoot } from 'react-dom/client'
  import { Admin, Datagrid, List, Resource, TextField } from 'react-admin'
  const data = Array.from({ length: ${rows} }, (_, id) => ({
    id, name: 'Application ' + id, template: 'OAuth2 Client', state: 'Deployed', applicationId: 'app-' + id,
  }))
  const provider = { getList: () => Promise.resolve({ data, total: data.length }) }
  const Applications = () => (
    <List perPage={${rows}}>
      <Datagrid>
        <TextField source="name" /><TextField source="applicationId" />
        <TextField source="template" /><TextField source="state" />
      </Datagrid>
    </List>
  )
  createRoot(document.getElementById('root')).render(
    <Admin dataProvider={provider}><Resource name="applications" list={Applications} /></Admin>
  )
`

const html = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>react-admin</title></head>
  <body><div id="root"></div><script type="module" src="/main.jsx"></script></body>
</html>`

/** Builds its list and serves it compressed, as the bff serves ours. Undefined where its packages cannot be had. */
export async function startReactAdmin(rows: number) {
  const folder = join(root, '.cache', 'react-admin')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }))
  try {
    if (!existsSync(join(folder, 'node_modules', 'react-admin')))
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
        shell: process.platform === 'win32',
      })
  } catch {
    return undefined
  }
  writeFileSync(join(folder, 'main.jsx'), page(rows))
  writeFileSync(join(folder, 'index.html'), html)
  await build({
    root: folder,
    configFile: false,
    plugins: [react()],
    logLevel: 'error',
    build: { outDir: 'dist' },
  })
  const dist = join(folder, 'dist')
  for (const name of await readdir(dist, { recursive: true }))
    if (/\.(js|css|html)$/.test(name))
      await writeFile(join(dist, `${name}.br`), brotliCompressSync(await readFile(join(dist, name))))
  const app = fastify()
  await app.register(fastifyStatic, { root: dist, preCompressed: true })
  const url = await app.listen({ port: 0, host: 'localhost' })
  return { url, close: () => app.close() }
}
