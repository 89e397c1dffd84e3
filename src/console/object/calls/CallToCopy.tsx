import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { endpointNamed } from '#console/api/endpointNamed.ts'
import { sessionQuery } from '#console/api/session.ts'
import { CodeBlock } from '#console/ui/CodeBlock.tsx'
import type { EndpointName } from '#schema/api.ts'
import type { Endpoint } from '#schema/endpoint.ts'
import { callCommand } from './curl.ts'

export type CallShown = { name: EndpointName; params: unknown; headers?: Record<string, string> }

/** A call of the tenant API as curl, and what is in it, or came back, as JSON. */
export function CallToCopy({
  call: { name, params, headers = {} },
  json,
}: {
  call: CallShown
  json: unknown
}) {
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const [endpoint, setEndpoint] = useState<Endpoint>()
  useEffect(() => {
    void endpointNamed(name).then(setEndpoint)
  }, [name])
  return (
    <>
      <p>The command takes your token from the variable TOKEN. No secret is in it.</p>
      {endpoint && (
        <CodeBlock
          label="curl command"
          code={callCommand({ server: tenant.url, endpoint, params, headers })}
        />
      )}
      <p />
      <CodeBlock label="JSON" code={JSON.stringify(json, null, 2)} />
    </>
  )
}
