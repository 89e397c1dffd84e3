import { BlockList, isIP } from 'node:net'
import type { IncomingHttpHeaders } from 'node:http'
import { plainAddress } from './address.ts'

/** Whether an address is a proxy of ours, whose word on the address behind it counts. */
export type TrustedProxies = (address: string) => boolean

export const noProxies: TrustedProxies = () => false

/** @param text addresses and networks, separated by commas. Throws with the part that is neither. */
export function readProxies(text: string): TrustedProxies {
  const listed = new BlockList()
  for (const part of text.split(',').map((each) => each.trim())) {
    const [base = '', length = '', ...more] = part.split('/')
    const address = plainAddress(base)
    if (address === undefined || more.length > 0) throw neither(part)
    if (!part.includes('/')) listed.addAddress(address, familyOf(address))
    else if (isPrefix(base, length)) listed.addSubnet(base, Number(length), familyOf(base))
    else throw neither(part)
  }
  return (address) => isIP(address) !== 0 && listed.check(address, familyOf(address))
}

/**
 * Where a request comes from: the nearest address that is no proxy of ours. Each proxy appends the address that it heard, so everything left
 * of the first stranger is that stranger's claim and counts for nothing (RL-04).
 */
export function addressThrough(
  trusted: TrustedProxies,
  { ip, headers }: { ip: string; headers: IncomingHttpHeaders },
): string {
  let nearest = plainAddress(ip) ?? ip
  const heard = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  while (trusted(nearest)) {
    const next = plainAddress(withoutPort(heard.pop()?.trim() ?? ''))
    if (next === undefined) break
    nearest = next
  }
  return nearest
}

const neither = (part: string) => new Error(`${part || 'an empty part'} is neither an address nor a network`)

const familyOf = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** Not 0: that would be everybody. And addresses are compared in their plain form, which no network of ::ffff: holds. */
const isPrefix = (base: string, length: string) =>
  /^[1-9]\d{0,2}$/.test(length) &&
  Number(length) <= (isIP(base) === 4 ? 32 : 128) &&
  isIP(plainAddress(base) ?? '') === isIP(base)

/** Some proxies add it: 203.0.113.9:4711, [2001:db8::1]:4711 */
const withoutPort = (entry: string) =>
  /^\[(.+)\](:\d+)?$/.exec(entry)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(entry)?.[1] ?? entry
