import type { Question } from '#console/api/questions.ts'
import type { SignedInPerson } from '#console/api/session.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { ConfirmRisk } from './ConfirmRisk.tsx'

/** What the tenant asks, for whichever call. */
export function QuestionDialog({ asked, person }: { asked: Question; person: SignedInPerson }) {
  return asked === 'proof' ? <ConfirmDialog person={person} /> : <ConfirmRisk key={asked.as} of={asked} />
}
