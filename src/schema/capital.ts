/** With a capital letter, as titles and sentences begin. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
