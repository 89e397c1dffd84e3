import { hours, minutes } from '#schema/duration.ts'

/** Milliseconds. BF-10: idle and absolute, both held on the server. RP-01: a sign-in under way; its cookie is longer there, to begin it anew (PB-09). */
export const lifetimes = {
  idle: minutes(30) * 1000,
  absolute: hours(8) * 1000,
  signIn: minutes(10) * 1000,
  signInCookie: hours(24) * 1000,
}
