import { createHash } from 'node:crypto'

/** Set by `npm test -- soak`; otherwise every run draws its own. */
const seed = process.env['SOAK_SEED']

/** How often something is tried, and how long that may take: more in a soak. */
export const longer = (usual: number) => (seed === undefined ? usual : usual * 4)

/** Numbers from 0 up to 1 for what is no property, such as the moment of a kill: the same ones for the same seed. */
export function numbersFor(subject: string): () => number {
  let count = 0
  return () => {
    if (seed === undefined) return Math.random()
    const digest = createHash('sha256').update(`${seed} ${subject} ${count++}`).digest()
    return digest.readUInt32BE() / 2 ** 32
  }
}
