import type { OpenDirectory } from './directory.ts'
import { entriesHere, probeHere } from './entriesHere.ts'
import { opened } from './opened.ts'

/** The people who prove themselves elsewhere: nobody asks for a password of theirs here. */
export const federatedDirectory: OpenDirectory = (tenant, row) => ({
  ...opened(row),
  find: entriesHere(tenant, row.id),
  probe: probeHere(tenant),
})
