/** How a secret looks that is hidden on the screen. */
export const masked = (secret: string) => '•'.repeat(Math.min(secret.length, 24))
