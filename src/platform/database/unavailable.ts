/**
 * Whether an error says that the database cannot be reached or written at the moment, rather than that something was wrong
 * with the request: answered with 503, and the same request may pass later (FT-02, FT-04).
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // https://www.sqlite.org/rescode.html: the low byte is the primary code. BUSY, IOERR, FULL, CANTOPEN
  if ('errcode' in error && typeof error.errcode === 'number')
    return [5, 10, 13, 14].includes(error.errcode & 0xff)
  if (pgSaysOnlyInWords.test(error.message)) return true
  if (!('code' in error) || typeof error.code !== 'string') return false
  // https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exceptions, insufficient resources
  // (disk full, too many connections), shutting down or starting up, gave up on a deadlock
  return /^(08...|53...|57P0[123]|40001|40P01)$/.test(error.code) || socketCodes.has(error.code)
}

const pgSaysOnlyInWords = /^(Connection terminated|timeout exceeded when trying to connect|Client was closed)/

const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
