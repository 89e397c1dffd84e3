import { use } from 'react'
import { CopyButton } from './CopyButton.tsx'
import { InFrame } from './inFrame.ts'
import { TextLink } from './links.tsx'

/** The id under which the logs have a request. */
export const RequestId = ({ id }: { id: string }) => (
  <>
    Request ID <code>{id}</code> <CopyButton value={id} label="Copy the request ID" />{' '}
    {use(InFrame)?.events && (
      <TextLink to="/events" search={{ request: id }}>
        Find it in the audit log
      </TextLink>
    )}
  </>
)
