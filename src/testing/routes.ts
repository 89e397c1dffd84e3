import type { FastifyInstance } from 'fastify'

/** "METHOD /path" of every route, read from the router's own tree. */
export function routesOf(app: FastifyInstance): string[] {
  const prefixes: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', text = ''] = /^((?:[│ ] {3})*)[├└]── (.*)$/.exec(line) ?? []
      const [, path = '', methods] = /^(.*?)(?: \(([A-Z, ]+)\))?$/.exec(text) ?? []
      const depth = indent.length / 4
      prefixes[depth] = (depth === 0 ? '' : (prefixes[depth - 1] ?? '')) + path
      return (methods ?? '')
        .split(', ')
        .filter(Boolean)
        .map((method) => `${method} ${(prefixes[depth] ?? '').toLowerCase()}`)
    })
}
