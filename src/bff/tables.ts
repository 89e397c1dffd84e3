/** Times are milliseconds since 1970. Rows are keyed by the HMAC of a cookie's value, which is nowhere stored (F3). */
export type BffTables = {
  bff_sign_in: {
    key: string
    return_to: string
    /** The session this browser had when the sign-in began; it ends when the sign-in succeeds. */
    session_key: string | null
    expires_at: number
    consumed_at: number | null
  }
  bff_session: {
    key: string
    user_id: string
    user_name: string
    user_display_name: string
    sealed_token: string
    last_used_at: number
    /** The end of the session whatever happens, and never later than the end of its token. */
    expires_at: number
  }
}
