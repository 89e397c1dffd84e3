const key = 'gatewright.signInAttempt'
const within = 15_000

/** Remembers in this tab that somebody was sent to sign in, so that a browser without cookies does not go round in circles. */
export const noteAttempt = () => sessionStorage.setItem(key, String(Date.now()))

export const triedJustNow = () => Date.now() - Number(sessionStorage.getItem(key) ?? 0) < within
