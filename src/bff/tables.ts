/** Times are milliseconds since 1970. Rows are keyed by the HMAC of a cookie's value, which is nowhere stored (F3). */
export type BffTables = {
  /** A sign-in that was answered; what it was about, the browser's cookie says (signInRecord.ts). */
  bff_sign_in: {
    key: string
    /** Empty: it was kept here once. */
    return_to: string
    expires_at: number
    consumed_at: number | null
  }
  bff_session: {
    key: string
    user_id: string
    user_name: string
    user_display_name: string
    sealed_token: string
    /** Names the person to the tenant when they have to prove again who they are. */
    sealed_id_token: string | null
    last_used_at: number
    /** The end of the session whatever happens, and never later than the end of its token. */
    expires_at: number
  }
}
