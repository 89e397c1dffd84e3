import type { BulkAction } from '#schema/bulk.ts'

type Words = {
  /** On its button. */
  label: string
  /** Before "3 applications". */
  verb: string
  /** "3 applications …" */
  done: string
  look: 'danger' | 'primary'
  /** Whether the versions that it made can be taken back. */
  undoes: boolean
  /** What it needs to know first. */
  asks?: 'user' | 'tag'
}

const settles = { look: 'primary', undoes: true } as const

export const actionWords: Record<BulkAction, Words> = {
  disable: { label: 'Disable', verb: 'Disable', done: 'disabled', ...settles },
  enable: { label: 'Enable', verb: 'Enable', done: 'enabled', ...settles },
  pause: { label: 'Pause', verb: 'Pause', done: 'paused', ...settles },
  resume: { label: 'Resume', verb: 'Resume', done: 'resumed', ...settles },
  setOwner: {
    label: 'Set owner',
    verb: 'Set owner of',
    done: 'given the owner',
    asks: 'user',
    ...settles,
  },
  addTag: { label: 'Add tag', verb: 'Tag', done: 'tagged', asks: 'tag', ...settles },
  removeTag: { label: 'Remove tag', verb: 'Untag', done: 'untagged', asks: 'tag', ...settles },
  delete: { label: 'Delete', verb: 'Delete', done: 'deleted', look: 'danger', undoes: false },
}
