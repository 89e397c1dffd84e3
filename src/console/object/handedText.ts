let handed = ''

/** A text for the next page, which may hold a token and so stands in no address. */
export const handOver = (text: string): void => void (handed = text)

export const handedText = (): string => handed
