import { readFileSync } from 'node:fs'
import { isLoopback, isUnprotected } from '#schema/plainHttp.ts'
import type { OutboundRules } from '#platform/outbound/outboundTarget.ts'
import { noProxies, readProxies, type TrustedProxies } from '#platform/trustedProxies.ts'

/** What the environment says, with defaults (README, "Variables"). Throws with the variable's name and what it should hold. */
export type Environment = {
  host: string
  port: number
  tenantPort: number
  consoleUrl: string
  tenantUrl: string
  remote: { url: string; client: { applicationId: string; clientId: string; clientSecret: string } } | null
  dataFolder: string
  databaseUrl: string | undefined
  key: { key: string | undefined; keyFile: string | undefined }
  administrator: { user: string; password: string } | null
  https: { cert: string; key: string } | undefined
  trustedProxies: TrustedProxies
  outbound: OutboundRules
  logLevel: 'debug' | 'info' | 'warn' | 'error'
}

export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const value = (name: string) => variables[name]?.trim() || undefined
  const readOrigin = originReader({ allowHttp: readFlag('ALLOW_HTTP', value('ALLOW_HTTP')) })
  const https = readCertificate(value('TLS_CERT'), value('TLS_KEY'))
  const host = value('HOST') ?? 'localhost'
  const port = readPort('PORT', value('PORT') ?? '7080')
  const tenantPort = readPort('TENANT_PORT', value('TENANT_PORT') ?? '7081')
  if (port === tenantPort)
    throw new Error(`PORT and TENANT_PORT are both ${port}. Give them different numbers.`)
  const scheme = https ? 'https' : 'http'
  const consoleUrl = readOrigin('CONSOLE_URL', value('CONSOLE_URL') ?? `${scheme}://localhost:${port}`)
  const tenantUrl = readOrigin('TENANT_URL', value('TENANT_URL') ?? `${scheme}://localhost:${tenantPort}`)
  const onlyHere = [`http://${host}`, consoleUrl, tenantUrl].every(isOfThisMachine)
  return {
    host,
    port,
    tenantPort,
    consoleUrl,
    tenantUrl,
    remote: readRemote(value, readOrigin),
    dataFolder: value('GATEWRIGHT_DATA') ?? '.gatewright',
    databaseUrl: value('DATABASE_URL'),
    key: { key: value('GATEWRIGHT_KEY'), keyFile: value('GATEWRIGHT_KEY_FILE') },
    administrator: readAdministrator(value('GATEWRIGHT_ADMIN_USER'), variables['GATEWRIGHT_ADMIN_PASSWORD']),
    https,
    trustedProxies: readTrusted(value('TRUSTED_PROXIES')),
    outbound: {
      allow: readAllowed(value('OUTBOUND_ALLOW')),
      local: onlyHere ? { ownPorts: [port, tenantPort].map(String) } : null,
    },
    logLevel: readLevel(value('LOG_LEVEL') ?? 'warn'),
  }
}

type Read = (name: string) => string | undefined

function readPort(name: string, text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${name} is ${text}. It has to be a port number from 1 to 65535.`)
  return port
}

function readFlag(name: string, text: string | undefined): boolean {
  if (text !== undefined && text !== '0' && text !== '1')
    throw new Error(`${name} is ${text}. It has to be 1, or left out.`)
  return text === '1'
}

type ReadOrigin = (name: string, text: string) => string

const originReader =
  ({ allowHttp }: { allowHttp: boolean }): ReadOrigin =>
  (name, text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (
      !url ||
      !/^https?:$/.test(url.protocol) ||
      url.username ||
      url.search ||
      url.hash ||
      url.pathname !== '/'
    )
      throw new Error(
        `${name} is ${text}. It has to be an address without a path, such as https://console.acme.test.`,
      )
    if (isUnprotected(url.origin) && !allowHttp)
      throw new Error(
        `${name} is ${text}: plain http to another machine than this one, so that passwords and sessions could be read on their way. Use https (TLS_CERT and TLS_KEY, or a proxy that adds TLS), or set ALLOW_HTTP=1 to accept that.`,
      )
    return url.origin
  }

const isOfThisMachine = (address: string) => URL.canParse(address) && isLoopback(new URL(address))

/** Origins, separated by commas. */
function readAllowed(text: string | undefined): OutboundRules['allow'] {
  const origins = text?.split(',').map((part) => part.trim()) ?? []
  for (const each of origins)
    if (!URL.canParse(each) || !/^https?:$/.test(new URL(each).protocol) || new URL(each).origin !== each)
      throw new Error(
        `OUTBOUND_ALLOW is ${text}, of which ${each || 'an empty part'} is no origin. It has to be a list such as https://idp.acme.internal, http://10.0.0.5:8080.`,
      )
  return new Set(origins)
}

function readRemote(value: Read, readOrigin: ReadOrigin): Environment['remote'] {
  const url = value('REMOTE_TENANT')
  if (!url) return null
  const client = {
    applicationId: value('REMOTE_APPLICATION_ID'),
    clientId: value('REMOTE_CLIENT_ID'),
    clientSecret: value('REMOTE_CLIENT_SECRET'),
  }
  const { applicationId, clientId, clientSecret } = client
  if (!applicationId || !clientId || !clientSecret)
    throw new Error(
      'REMOTE_TENANT needs REMOTE_APPLICATION_ID, REMOTE_CLIENT_ID and REMOTE_CLIENT_SECRET: the OpenID Connect application through which people sign in to the console.',
    )
  return { url: readOrigin('REMOTE_TENANT', url), client: { applicationId, clientId, clientSecret } }
}

function readAdministrator(
  user: string | undefined,
  password: string | undefined,
): Environment['administrator'] {
  if (!user && !password) return null
  if (!user || !password)
    throw new Error('GATEWRIGHT_ADMIN_USER and GATEWRIGHT_ADMIN_PASSWORD go together. Set both or none.')
  return { user, password }
}

function readCertificate(cert: string | undefined, key: string | undefined): Environment['https'] {
  if (!cert && !key) return undefined
  if (!cert || !key)
    throw new Error('TLS_CERT and TLS_KEY go together: the paths of a certificate and its key as PEM files.')
  return { cert: readPem('TLS_CERT', cert), key: readPem('TLS_KEY', key) }
}

function readPem(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Error(`${name} is ${path}, which cannot be read. It has to be the path of a PEM file.`)
  }
}

function readTrusted(text: string | undefined): TrustedProxies {
  if (!text) return noProxies
  try {
    return readProxies(text)
  } catch (error) {
    const fault = error instanceof Error ? error.message : ''
    throw new Error(
      `TRUSTED_PROXIES is ${text}, but ${fault}. It has to be a list such as 10.0.0.5, 192.168.0.0/16.`,
      { cause: error },
    )
  }
}

function readLevel(text: string): Environment['logLevel'] {
  const levels = ['debug', 'info', 'warn', 'error'] as const
  const level = levels.find((one) => one === text)
  if (!level) throw new Error(`LOG_LEVEL is ${text}. It has to be one of ${levels.join(', ')}.`)
  return level
}
