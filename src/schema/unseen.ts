/**
 * What shows nothing and so makes two names look like one (RP-08): controls, what is ignored in display, private use, what is no character, every
 * blank but the space, and letters and marks that are drawn blank.
 */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufffc\u{1d159}\u{13441}\u{13442}\u{16fe4}]|[^\P{Zs} ]/u

export const holdsUnseen = (text: string) => unseen.test(text)

/** What is wrong with a name that holds something invisible, or undefined. */
export function unseenFault(text: string): string | undefined {
  const found = unseen.exec(text)
  const point = found?.[0].codePointAt(0)
  if (!found || point === undefined) return undefined
  const at = Array.from(text.slice(0, found.index)).length + 1
  return `Character ${at} is invisible (U+${point.toString(16).toUpperCase().padStart(4, '0')}). Remove it.`
}
