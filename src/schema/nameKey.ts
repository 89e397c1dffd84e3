/**
 * The form under which names are unique and found (RP-08): NFKC, case-folded, trimmed. `ß` and `ſ` fold by way of
 * upper case, and `ẞ` by way of `ß`.
 */
export const nameKey = (name: string) =>
  name.length > longestName
    ? keyOfNone
    : name.normalize('NFKC').trim().toLowerCase().toUpperCase().toLowerCase().normalize('NFKC')

/** No name is longer, however it is spelled; NFKC takes the square of the length of a run of marks. */
const longestName = 300
/** Keys are in small letters. */
const keyOfNone = 'LONGER THAN ANY NAME'
