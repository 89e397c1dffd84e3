import type { Finding } from '../judgement.ts'
import { status, type UserConfig } from './index.ts'

/** What is risky about a user's settings that are allowed. */
export function userFindings({ status: held }: UserConfig): Finding[] {
  if (!held.oauthClient || !held.tokensWithoutApplication) return []
  const { label } = status.settings.tokensWithoutApplication
  return [
    {
      id: 'tokensWithoutApplication',
      severity: 'warning',
      at: 'status.tokensWithoutApplication',
      message: `“${label}” is on: whoever has this client’s secret can leave the scope out and use everything that its rights allow, whatever its application limits it to.`,
      cure: { label: 'Give tokens with scopes only', value: false },
    },
  ]
}
