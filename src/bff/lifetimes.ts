import { hours, minutes } from '#schema/duration.ts'

/** Milliseconds. BF-10: idle and absolute, both held on the server. RP-01: a sign-in under way. */
export const lifetimes = {
  idle: minutes(30) * 1000,
  absolute: hours(8) * 1000,
  signIn: minutes(10) * 1000,
}
