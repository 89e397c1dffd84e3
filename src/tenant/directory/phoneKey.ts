/** A phone number without what people write between its digits. */
export const phoneKey = (number: string) => number.replaceAll(/[ ()./-]/g, '')
