import type { Kysely } from 'kysely'
import { cloudDirectory } from '#schema/directoryService.ts'
import type { UserConfig } from '#schema/user/index.ts'
import { fieldProblem, Problem } from '../problem.ts'
import type { Row, Tables } from '../store/tables.ts'

type Somebody = Pick<Row<'user'>, 'name' | 'directory_id'>

/** Whoever comes from another directory has no password here and gets none, on no path: it would be a second way in. */
export async function refusePassword(
  db: Kysely<Tables>,
  { name, directory_id: id }: Somebody,
): Promise<void> {
  if (id === cloudDirectory) return
  const directory = await db.selectFrom('directory').select('name').where('id', '=', id).executeTakeFirst()
  throw new Problem(
    'invalid_request',
    `${name} comes from ${directory?.name ?? 'another directory'} and has no password here. It is set where the person signs in.`,
  )
}

/** Nor is such an account a program, whose secret would be kept here, or asked for another password. */
export function refuseProgram({ directory_id: id }: Somebody, { status }: UserConfig): void {
  if (id === cloudDirectory) return
  const path = (['oauthClient', 'forcePasswordChange', 'breakGlass'] as const).find((key) => status[key])
  if (path !== undefined)
    throw fieldProblem('invalid_fields', [
      {
        path: `status.${path}`,
        message: 'Only accounts of the Cloud Directory have a password or a secret here.',
      },
    ])
}
