/**
 * The secret of a client that has just been made, on its way to the page that shows it once. It lives here and nowhere else: not in
 * an address, a cache or the browser's storage (CL-01), and is gone when that page is left (FE-07).
 */
let held: { rowKey: string; secret: string } | null = null

export const rememberSecret = (rowKey: string, secret: string | null) => {
  held = secret === null ? null : { rowKey, secret }
}

export const secretFor = (rowKey: string): string | null => (held?.rowKey === rowKey ? held.secret : null)

export const forgetSecret = () => {
  held = null
}
