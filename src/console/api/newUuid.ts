/** Version 4 (RFC 9562). Browsers have a function for it on https alone, and ALLOW_HTTP permits http. */
export function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const marked = (byte: number, at: number) =>
    at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte
  return Array.from(bytes, (byte, at) => marked(byte, at).toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
