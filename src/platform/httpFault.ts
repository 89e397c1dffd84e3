/** A refusal by the transport itself. The message is for the caller. */
export class HttpFault extends Error {
  readonly status: number
  /** For programs: lower case, underscores. */
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'HttpFault'
    this.status = status
    this.code = code
  }
}
