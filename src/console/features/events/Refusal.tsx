import { Panel } from '#console/ui/Panel.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import type { WholeEvent } from './eventQueries.ts'
import { Facts } from '#console/object/Facts.tsx'

const parts = {
  check: 'Check',
  expected: 'Expected',
  seen: 'What came',
  reason: 'Why',
  cure: 'What to do',
} as const

/** Told by Refusal, and so by nothing else. */
export const ofRefusal: readonly string[] = Object.keys(parts)

/** Which check a request failed, what it expected, what came, and what mends it. */
export function Refusal({ event: { detail, refused } }: { event: WholeEvent }) {
  const told = Object.entries(parts).flatMap(([name, label]) => {
    const value = detail[name]
    return typeof value === 'string' && value !== '' ? [{ label, value: <bdi>{value}</bdi> }] : []
  })
  if (!refused || told.length === 0) return null
  const { count } = detail
  return (
    <Panel aria-label="Why it was refused" style={{ marginBottom: 24 }}>
      <h2>Why it was refused</h2>
      <Facts facts={told} />
      {typeof count === 'number' && (
        <SeverityText severity="info">
          It stands for {count.toLocaleString()} like it within a minute, of which this is the last.
        </SeverityText>
      )}
    </Panel>
  )
}
