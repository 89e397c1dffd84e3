/** The name or literal address of a URL, which writes IPv6 in brackets. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')
