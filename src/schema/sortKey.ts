/**
 * The form by which names are sorted, as bytes: neither case nor accents count, until all else is the same (PB-07). Redrock computes the part before the
 * name for texts that have no stored key (tenant/redrock/value.ts).
 */
export const sortKey = (name: string) =>
  `${name.normalize('NFD').replaceAll(accents, '').normalize('NFC').toLowerCase()}${beforeAll}${name}`

const accents = /[\u0300-\u036F]/g
/** Lower than every character of a name, so that the shorter one of two that begin alike comes first. */
const beforeAll = '\u0001'
