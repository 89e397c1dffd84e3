import type { Change } from '#schema/kinds/kind.ts'
import type { SavedApplication } from './savedApplication.ts'

/** Another Application ID is another address: everybody who uses the present one has to be told. Nobody does until the first token. */
export function idWarning({ values, used }: SavedApplication, changes: readonly Change[]) {
  const change = changes.find(({ path }) => path === 'description.applicationId')
  if (!change || !used) return undefined
  const { applicationId } = values.description
  return {
    title: `Change the Application ID ${applicationId}?`,
    confirm: 'Change Application ID',
    text: `Every program that uses ${applicationId} stops getting tokens until it is told the new ID, ${String(change.after)}. Endpoints and the default issuer change with it, so APIs that check the issuer refuse the new tokens.`,
  }
}
