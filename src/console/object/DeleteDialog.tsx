import { problemInWords } from '#console/api/problem.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import type { ReactNode } from 'react'

type Props = {
  type: ObjectType
  name: string
  /** What follows from it. */
  children: ReactNode
  remove: () => Promise<void>
  onClose: () => void
}

/** Asks for the name before an object is deleted. A refusal stays in it. */
export const DeleteDialog = ({ type, name, children, remove, onClose }: Props) => (
  <ConfirmDialog
    title={`Delete ${name}?`}
    confirm={`Delete ${nouns[type].one}`}
    typed={name}
    problemInWords={problemInWords}
    onConfirm={remove}
    onClose={onClose}
  >
    {children}
  </ConfirmDialog>
)
