/** What a reply of Redrock says of a column's values. */
export const columnTypes = { text: 12, flag: 1, date: 3, number: 8 }
