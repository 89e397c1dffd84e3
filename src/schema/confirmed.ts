import { z } from 'zod'

/** Header of a call: which risk somebody confirms, as the refusal that told of it names it. */
export const confirmedHeader = 'x-gatewright-confirmed'

/** What has to be confirmed before it is saved (RT-04). */
export const confirmation = z.object({
  /** What the header has to hold. It stands for these findings, and for no others. */
  as: z.string(),
  /** What is typed in the console. */
  by: z.string(),
  findings: z.array(
    z.object({
      severity: z.enum(['info', 'warning', 'danger']),
      message: z.string(),
      /** The first people whom it concerns, for whoever may look at users. */
      people: z.array(z.string()),
    }),
  ),
})
export type Confirmation = z.output<typeof confirmation>
