const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const digits = '23456789'
const alphabet = letters + digits
const length = 43

/**
 * Letters and digits alone, which no library encodes on the way (contract.md 13.7), without those that look alike; at least one
 * digit, which some policies ask for. More than 240 bits.
 */
export function generatePassword(): string {
  for (;;) {
    const password = Array.from({ length }, () => alphabet[below(alphabet.length)]).join('')
    if (/\d/.test(password)) return password
  }
}

/** An even choice: values from the incomplete last round are thrown away. */
function below(bound: number): number {
  const limit = Math.floor(256 / bound) * bound
  for (;;) {
    const [value = limit] = crypto.getRandomValues(new Uint8Array(1))
    if (value < limit) return value % bound
  }
}
