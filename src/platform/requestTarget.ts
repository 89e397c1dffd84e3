import type { IncomingMessage } from 'node:http'
import { canonicalPath } from './canonicalPath.ts'
import { countParameters } from './formBody.ts'
import { HttpFault } from './httpFault.ts'

const read = new WeakMap<IncomingMessage, { path: string } | { fault: HttpFault }>()

/**
 * What the router is given instead of the raw target: the canonical path and the query. Router, scope patterns and log so see
 * one string (SC-03). A faulty target becomes `/`, and `targetOf` throws before any handler runs.
 * @param foldsSlash takes `//path` as `/path`: programs join an address that ends with a slash and a path that begins with one
 */
export function rewriteTarget(request: IncomingMessage, { foldsSlash }: { foldsSlash: boolean }): string {
  const sent = request.url ?? ''
  const raw = foldsSlash && /^\/\/(?!\/)/.test(sent) ? sent.slice(1) : sent
  const from = raw.indexOf('?')
  const query = from < 0 ? '' : raw.slice(from)
  const target = judge(raw, query)
  read.set(request, target)
  return 'path' in target ? encodeURI(`/${target.path}`) + query : '/'
}

/** The canonical path, or the fault as an exception. */
export function targetOf(request: IncomingMessage): string {
  const target = read.get(request)
  if (!target) throw new Error('The request did not pass rewriteTarget')
  if ('fault' in target) throw target.fault
  return target.path
}

/** RL-06: 8 kB request line. */
const longest = 8192

function judge(raw: string, query: string): { path: string } | { fault: HttpFault } {
  if (raw.length > longest) {
    return {
      fault: new HttpFault(
        414,
        'target_too_long',
        `The request target is longer than ${longest} characters.`,
      ),
    }
  }
  const result = canonicalPath(raw)
  if ('fault' in result) return { fault: new HttpFault(400, 'invalid_target', result.fault) }
  if (countParameters(query) > 100) {
    return { fault: new HttpFault(400, 'too_many_parameters', 'More than 100 parameters were sent.') }
  }
  return result
}
