import { holdsUnseen } from './unseen.ts'

export const deceptiveInWords =
  'This name mixes alphabets or holds invisible characters. Write it in one alphabet.'

/** Something invisible, two spaces that look like one, or letters of several scripts in one name: how names are made to look alike. */
export function looksDeceptive(name: string): boolean {
  if (holdsUnseen(name) || name.includes('  ')) return true
  const scripts = [
    /\p{Script=Latin}/u,
    /\p{Script=Cyrillic}/u,
    /\p{Script=Greek}/u,
    /\p{Script=Armenian}/u,
    /\p{Script=Cherokee}/u,
  ]
  return scripts.filter((script) => script.test(name)).length > 1
}
