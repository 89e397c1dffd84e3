import { createHash } from 'node:crypto'

/** PostgreSQL reads and plans the text of a name once for each connection. Only for texts of the code, so that there are few. */
export type NamedStatement = { name: string; text: string; values: readonly unknown[] }

export const nameOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** A statement that takes a lock of the database itself (`Database.lock`): its first value is the number of the subject. */
export type LockingStatement = { lock: string; text: string; values: readonly unknown[] }
