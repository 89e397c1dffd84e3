import { z } from 'zod'
import { isLoopback } from '../plainHttp.ts'
import { hasUserinfo } from '../redirectUri.ts'

/** What every metadata address of OpenID Connect Discovery ends in. */
export const metadataSuffix = '.well-known/openid-configuration'

/** The address with the suffix that it lacks. */
export const withMetadataSuffix = (address: string) =>
  address.endsWith(metadataSuffix) ? address : `${address.replace(/\/{1,9}$/, '')}/${metadataSuffix}`

/** Why an address cannot be that of an identity provider's metadata, or undefined. Empty is fine until the identity provider is active. */
export function metadataUrlFault(address: string): string | undefined {
  if (address === '') return undefined
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return `Give a complete address, such as https://login.example.com/${metadataSuffix}.`
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))
    return 'Use https. Plain http is accepted on loopback hosts only.'
  if (url.username || url.password || hasUserinfo(address))
    return 'Remove the user name and password from the address.'
  if (address.includes('#')) return 'Remove the part after #.'
  if (!url.pathname.endsWith(`/${metadataSuffix}`))
    return `The address ends with ${metadataSuffix}. Try ${withMetadataSuffix(address)}`
  return undefined
}

export const metadataUrl = z.string().check((context) => {
  const fault = metadataUrlFault(context.value)
  if (fault) context.issues.push({ code: 'custom', input: context.value, message: fault })
})
