import { PassThrough } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { readWithin } from '#platform/readWithin.ts'
import { minutes } from '#schema/duration.ts'
import { exportTypes } from '#schema/calls/eventCalls.ts'
import { eventsInRange } from '../audit/eventsInRange.ts'
import { exportFormats, type ExportFormat } from '../audit/exportFormats.ts'
import type { EventFilter } from '../audit/listEvents.ts'
import { verifyEvents } from '../audit/verify.ts'
import { Problem } from '../problem.ts'
import type { Reading } from '../readRows.ts'
import type { Tenant } from '../tenant.ts'
import { onStream } from './on.ts'

/** Each reads the log from one end to the other, so few run at a time. */
const mostExports = 4
/** Of one person, so that others find a place. */
const mostOfOne = 2
/** Milliseconds for which whoever asked may read nothing of it. */
const longestPause = minutes(1) * 1000

/** What reads the audit log as a whole: its export, and the judgement whether it is as it was recorded. */
export function eventExportRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant
  /** The IDs of those whose exports are under way. */
  let exporting: string[] = []
  let verifying = false

  onStream(app, tenant, 'exportEvents', async ({ params: { format, ...filter }, actor }) => {
    const own = exporting.filter((id) => id === actor.id).length
    if (exporting.length >= mostExports || own >= mostOfOne)
      throw new Problem(
        'limited',
        own >= mostOfOne
          ? `${mostOfOne} exports of yours are under way, which is as many as one person may have. Try again when one has ended.`
          : `${mostExports} exports are under way, which is as many as there may be. Try again when one has ended.`,
      )
    exporting.push(actor.id)
    const parts = linesOf({ database, actor }, filter, exportFormats[format])
    const text = readWithin(parts, longestPause).once('close', () => {
      exporting = exporting.toSpliced(exporting.indexOf(actor.id), 1)
    })
    return { type: exportTypes[format], text }
  })

  onStream(app, tenant, 'verifyEvents', async ({ request }) => {
    if (verifying)
      throw new Problem('limited', 'Somebody has the log verified already. Try again when that has ended.')
    verifying = true
    const text = new PassThrough()
    const stopped = () => new Error('Whoever asked is gone')
    verifyEvents(tenant, [], async (checked, of) => {
      if (text.destroyed) throw stopped()
      text.write(`${JSON.stringify({ checked, of })}\n`)
      await nextTurn()
    })
      .then(
        (verdict) => text.end(`${JSON.stringify(verdict)}\n`),
        (error: unknown) => {
          if (!text.destroyed) request.log.error(error, 'the log could not be verified')
          text.destroy(error as Error)
        },
      )
      .finally(() => (verifying = false))
    return { type: exportTypes.jsonl, text }
  })
}

async function* linesOf(reading: Reading, filter: EventFilter, { head, line }: ExportFormat) {
  // The head goes out at once, so that whoever waits knows that it has begun
  if (head !== '') yield head
  for await (const rows of eventsInRange(reading, filter)) yield rows.map(line).join('')
}
