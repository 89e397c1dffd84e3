/** Times are milliseconds since 1970. Rows are keyed by the HMAC of a cookie's value, which is nowhere stored (F3). */
export type BffTables = {
  bff_sign_in: {
    key: string
    return_to: string
    /** The session this browser had when the sign-in began; it ends when the sign-in succeeds. */
    session_key: string | null
    /** Who has to be the one that signs in; null for anybody. */
    confirms_user_id: string | null
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
