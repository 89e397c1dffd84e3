/** How long what was used is kept. */
export const usageDays = 90
