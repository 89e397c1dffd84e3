/**
 * What a script finds: setClaim, setClaimArray, setClaimObject, LoginUser and TenantData (contract.md 14). Runs inside the sandbox before the
 * script, whose own changes to built-in objects come too late to reach what is taken here. Nothing is trusted for that: what arrives at `put`
 * is text and is judged outside.
 */
export const preludeText = String.raw`(function (put, report, factsText) {
  'use strict'
  const { parse, stringify } = JSON
  const { freeze, defineProperty, hasOwn } = Object
  const { isFinite } = Number
  const Failure = Error
  const text = String
  const lower = Function.prototype.call.bind(String.prototype.toLowerCase)
  const facts = parse(factsText)
  const fail = (message) => {
    const failure = new Failure(message)
    report(message, text(failure.stack))
    throw failure
  }
  const setter = (call) => {
    const set = (name, value) => {
      if (typeof value === 'function' || typeof value === 'symbol')
        fail(call + ' got a ' + typeof value + ', which a token cannot hold.')
      if (typeof value === 'number' && !isFinite(value)) fail(call + ' got ' + value + ', which a token cannot hold.')
      const wrong = put(call, typeof name === 'string' ? stringify(name) : undefined, stringify(value), text(new Failure(call).stack))
      if (wrong) fail(wrong)
    }
    return set
  }
  const lookup = (held) => (name) => {
    const key = lower(text(name))
    return hasOwn(held, key) && held[key] !== '' ? held[key] : null
  }
  const define = (name, value) => defineProperty(globalThis, name, { value })
  for (const call of ['setClaim', 'setClaimArray', 'setClaimObject']) define(call, setter(call))
  define('TenantData', freeze({ Get: lookup(facts.tenant) }))
  const { uuid, username, displayName, mail, roleNames, attributes } = facts.user
  define('LoginUser', freeze({
    Uuid: uuid,
    Username: username,
    DisplayName: displayName,
    Email: mail,
    RoleNames: roleNames,
    Get: lookup(attributes),
  }))
})`
