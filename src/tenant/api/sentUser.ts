import type { Kysely } from 'kysely'
import { wireBoolean } from '#schema/kinds/toggle.ts'
import { notKept, notKeptInWords } from '#schema/notKept.ts'
import { userKept } from '#schema/user/wire.ts'
import { readUser } from '../directory/readUser.ts'
import type { Tables } from '../store/tables.ts'
import { userReply } from './userReply.ts'

type Sent = { sent: Record<string, unknown>; id: string; note: (sentence: string) => void }

/** What was sent of a user and is kept nowhere (D10), and that nobody was invited. */
export async function tellNotKept(db: Kysely<Tables>, { sent, id, note }: Sent): Promise<void> {
  const user = await readUser(db, { id })
  const lost = user && notKeptInWords(notKept(sent, { kept: userKept, readBack: userReply(user) }))
  if (lost) note(lost)
  if (isYes(sent['SendEmailInvite']) || isYes(sent['SendSmsInvite'])) note(noInvitation)
}

const isYes = (flag: unknown) => wireBoolean(flag) === true

const noInvitation =
  'No invitation was sent, because this tenant can send no mail and no text message. Tell the person the login name and the password yourself.'

/** The portal sends the word "undefined" for a password that stays (contract.md 4.3). */
export const sentPassword = (sent: string | null | undefined): string | undefined =>
  sent === null || sent === undefined || sent === '' || sent === 'undefined' ? undefined : sent
