import type { Connection } from './connection.ts'

type Console = Pick<Connection, 'server' | 'applicationId' | 'clientId'>

/** A line each, as shells and files of variables take them; without a secret its line is left to be filled in. */
export const consoleVariables = ({ server, applicationId, clientId }: Console, secret: string | null) =>
  [
    `REMOTE_TENANT=${server}`,
    `REMOTE_APPLICATION_ID=${applicationId}`,
    `REMOTE_CLIENT_ID=${clientId ?? ''}`,
    `REMOTE_CLIENT_SECRET=${secret ?? ''}`,
  ].join('\n')
