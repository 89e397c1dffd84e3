type Payload = { uid?: string; grantId?: string; consumed?: number }

/** A store of oidc-provider: everything in memory and kept until the program ends, since its own one warns of itself. */
export function memory(): (kind: string) => object {
  const records = new Map<string, Payload>()
  return (kind) => {
    const key = (id: string) => `${kind} ${id}`
    return {
      upsert: async (id: string, payload: Payload) => void records.set(key(id), payload),
      find: async (id: string) => records.get(key(id)),
      findByUid: async (uid: string) =>
        [...records].find(([name, record]) => name.startsWith(`${kind} `) && record.uid === uid)?.[1],
      consume: async (id: string) => {
        const record = records.get(key(id))
        if (record) record.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id: string) => void records.delete(key(id)),
      revokeByGrantId: async (grantId: string) => {
        for (const [name, record] of records)
          if (name.startsWith(`${kind} `) && record.grantId === grantId) records.delete(name)
      },
    }
  }
}
