/** @param {string} line */
export function say(line) {
  console.log(`  ${line}`)
}

/**
 * @param {string} what
 * @param {number} since milliseconds
 */
export function sayDone(what, since) {
  say(`${what} in ${Math.max(1, Math.round((Date.now() - since) / 1000))} s`)
}

/** A reason to go no further that is told in its own words, without a stack. */
export class Stop extends Error {}
