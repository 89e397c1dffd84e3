import type { ClientSetup } from '#schema/clientSetup.ts'

type Described = Pick<ClientSetup['description'], 'applicationId' | 'name'>
type Client = Pick<ClientSetup['confidentialClient'], 'loginName' | 'displayName' | 'roleName'>

/** What the service user and the role are called as long as nobody says otherwise. */
export const following = ({ applicationId, name }: Described): Client => ({
  loginName: applicationId.trim().replaceAll(/\s+/g, '-'),
  displayName: name,
  roleName: name,
})

/** Names that still followed the application's follow it on; those that somebody has typed stay. */
export function followed(client: Client, before: Described, after: Described): Partial<Client> {
  const [was, is] = [following(before), following(after)]
  return Object.fromEntries(
    (Object.keys(is) as (keyof Client)[])
      .filter((key) => client[key] === was[key] && was[key] !== is[key])
      .map((key) => [key, is[key]]),
  )
}
