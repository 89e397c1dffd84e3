/** Names of an object in which one text is looked for, as its row keeps them: most rows are passed over by that alone (redrock/level.ts). */
export const searchedNames = (...names: string[]): string => names.join('\n').toLowerCase()
