export const notUsableInWords = (reasons: number) =>
  `Not usable: ${reasons} ${reasons === 1 ? 'reason' : 'reasons'}`
