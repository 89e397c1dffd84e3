import { eventReaders } from '#schema/right.ts'
import { holdsAny, type Me } from './me.ts'
import type { Offered } from './offered.ts'

/** Whether this person finds an audit log here: what leads to it is shown to nobody else. */
export const readsEvents = ({ me, offered }: { me: Me; offered: Offered }) =>
  offered('eventsList') && holdsAny(me, ...eventReaders)
