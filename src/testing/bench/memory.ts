import { startProduct } from '../product.ts'
import { benchApplication, ownToken, type BenchApplication } from './benchApplication.ts'
import { inspect } from './inspector.ts'
import type { Row } from './table.ts'

const thousand = 1000
const atOnce = 16
/** As many as the template call takes. */
const batch = 20
/** More than the tenant keeps parsed (loadApplication.ts). */
const overTheCache = 600
const readings = 12

/**
 * Memory in use after 1,000 applications and after 2,000 more. Each was made by the API, gave a token and told its metadata; what is kept in memory
 * of applications is a bounded cache, so nothing grows once it is full.
 */
export async function memoryOfApplications(): Promise<Row[]> {
  const product = await startProduct({ inspected: true })
  const debugged = await inspect(product.output)
  try {
    const application = await benchApplication(product, 'bench-memory')
    const url = product.tenantUrl
    await makeApplications(application, { url, from: 0, count: thousand })
    const few = await fullest(() => debugged.memory(), { url, from: 0 })
    await makeApplications(application, { url, from: thousand, count: 2 * thousand })
    const many = await fullest(() => debugged.memory(), { url, from: 2 * thousand })
    const growth = (key: 'heapUsed' | 'rss') => ({
      figure: `${megabytes(few[key])} MB, ${megabytes(many[key])} MB: ${megabytes((many[key] - few[key]) / 2)} MB per 1,000`,
      ratio: many[key] / few[key],
    })
    return [
      { what: 'Heap with 1,000 applications, and with 3,000', ...growth('heapUsed') },
      { what: 'Resident memory with 1,000 applications, and with 3,000', ...growth('rss') },
    ]
  } finally {
    debugged.close()
    await product.close()
  }
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)

type Some = { url: string; from: number; count: number }

const nameOf = (index: number) => `memory-${index}`

/** Each gives a token and tells its metadata. */
async function makeApplications(application: BenchApplication, { url, from, count }: Some): Promise<void> {
  const batches = Array.from({ length: count / batch }, (_, place) => from + place * batch)
  await eachOf(batches, async (first) => {
    const added = await application.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
      ID: Array.from({ length: batch }, () => 'OAuth2ServerClient'),
    })
    for (const [place, { _RowKey: rowKey }] of added.entries())
      await useApplication(application, { url, rowKey, name: nameOf(first + place) })
  })
}

async function useApplication(
  { flow, userId, clientId, headers }: BenchApplication,
  { url, rowKey, name }: { url: string; rowKey: string; name: string },
): Promise<void> {
  await flow.change(rowKey, {
    Name: `The application ${name}`,
    ServiceName: name,
    OAuthProfile: {
      AllowedAuth: 'ClientCreds',
      KnownScopes: [{ Scope: 'siem', Description: 'Read events', AllowedRest: ['Redrock/query'] }],
    },
    Gatewright: { Grants: [{ type: 'User', id: userId, name: clientId, rights: ['Run'] }] },
  })
  const { status } = await flow.token(name, ownToken, { headers })
  if (status !== 200) throw new Error(`${name} gave no token: ${status}`)
  await metadataOf(url, name)
}

async function metadataOf(url: string, name: string): Promise<void> {
  const reply = await fetch(`${url}/${name}/.well-known/openid-configuration`)
  if (reply.status !== 200) throw new Error(`${name} told no metadata: ${reply.status}`)
  await reply.text()
}

/** The cache is emptied when it is full, so the most of many readings, while it fills, is that of a full one. */
async function fullest(
  read: () => Promise<{ heapUsed: number; rss: number }>,
  { url, from }: Omit<Some, 'count'>,
): Promise<{ heapUsed: number; rss: number }> {
  const most = { heapUsed: 0, rss: 0 }
  const step = overTheCache / readings
  for (let reading = 0; reading < readings; reading++) {
    const names = Array.from({ length: step }, (_, place) => nameOf(from + reading * step + place))
    await eachOf(names, (name) => metadataOf(url, name))
    const { heapUsed, rss } = await read()
    most.heapUsed = Math.max(most.heapUsed, heapUsed)
    most.rss = Math.max(most.rss, rss)
  }
  return most
}

/** So many at once as one client may keep waiting. */
async function eachOf<Each>(all: readonly Each[], act: (each: Each) => Promise<void>): Promise<void> {
  const rest = all.values()
  const work = async () => {
    for (const each of rest) await act(each)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
