import type { BulkAction } from '#schema/bulk.ts'

type Words = {
  verb: string
  /** "2 have been …" */
  done: string
  look: 'danger' | 'primary'
  /** Whether the versions that it made can be taken back. */
  undoes: boolean
}

export const actionWords: Record<BulkAction, Words> = {
  disable: { verb: 'Disable', done: 'disabled', look: 'primary', undoes: true },
  enable: { verb: 'Enable', done: 'enabled', look: 'primary', undoes: true },
  delete: { verb: 'Delete', done: 'deleted', look: 'danger', undoes: false },
}
