/** The id of a setting's field on its tab, which is what an address ends with that leads to it: "#setting-tokens-tokenLifetime". */
export const fieldId = (category: string, name: string) => `setting-${category}-${name}`

/** The path of the setting that the end of an address names: "tokens.tokenLifetime"; null for anything else. */
export function settingIn(hash: string): string | null {
  const [, category, name] = /^#?setting-([A-Za-z]+)-([A-Za-z]+)$/.exec(hash) ?? []
  return category !== undefined && name !== undefined ? `${category}.${name}` : null
}
