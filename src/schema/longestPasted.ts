/** Letters of a text that somebody wants to know what it is. */
export const longestPasted = 20_000
