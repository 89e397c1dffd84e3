import type { SecretHead } from '#schema/secret.ts'

/** How a secret is called: one that was set as the password of the account has no label. */
export const secretName = ({ label }: Pick<SecretHead, 'label'>) => label || 'Unlabelled secret'
