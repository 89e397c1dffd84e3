import type { Finding } from '#schema/judgement.ts'
import type { Preview } from './usePreview.ts'

type Lack = { id: string; severity: Finding['severity']; message: string; at?: string }

/** The token is issued, and whoever holds it can do nothing with it. */
export const isOpensNothing = ({ id }: Finding) => id === 'opensNothing'

/** Why an application is of no use as it is: what a request would be refused for, and what its token would open nothing for. */
export function lacksOf({ judgements, findings, token }: Preview): Lack[] {
  if (token === null)
    return [
      {
        id: 'noClient',
        severity: 'danger',
        message: 'No confidential client may run it. Give Run to a role with a service user in it.',
        at: 'userAccess.grants',
      },
    ]
  return [
    ...judgements
      .filter(({ passed }) => !passed)
      .map(({ id, expected, seen, cure, at }) => ({
        id,
        severity: 'danger' as const,
        message: cure ?? `Expected: ${expected}. Found: ${seen}.`,
        ...(at !== undefined && { at }),
      })),
    ...findings.filter(isOpensNothing),
  ]
}
