import type { Result } from '#console/api/call.ts'

export function verdictInWords({
  verdict,
  checks,
}: Pick<Result<'inspectApplication'>, 'verdict' | 'checks'>): string {
  if (verdict === 'refused') return 'No: no token is given.'
  if (verdict === 'hidden') return 'It depends on a user whom you may not read.'
  return checks.some(({ outcome }) => outcome === 'assumed')
    ? 'Yes, once what only the moment tells is as it should be.'
    : 'Yes: a token is given.'
}
