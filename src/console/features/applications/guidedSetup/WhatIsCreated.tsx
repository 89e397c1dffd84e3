import { styled } from '@mui/material/styles'
import { AppWindow, KeyRound, LockOpen, User, UserCog } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon, type Glyph } from '#console/ui/Icon.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { administrativeRights } from '#schema/administrativeRights.ts'
import { templates, type TemplateName } from '#schema/application/index.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { needsServiceUser, type ClientSetup } from '#schema/clientSetup.ts'
import { format } from '#schema/setting.ts'
import { useNamesIn } from './useNamesIn.ts'

type Props = { template: TemplateName; values: ClientSetup }

/** Everything that comes to be, each thing in a sentence. */
export function WhatIsCreated({ template, values }: Props) {
  const { description } = values
  return (
    <Panel aria-labelledby="what-is-created">
      <h3 id="what-is-created">Create makes, all together or not at all</h3>
      <List>
        <Item icon={AppWindow}>
          The {templates[template].title} application <Name>{description.name}</Name> with the Application ID{' '}
          <code>{description.applicationId}</code>.
        </Item>
        {needsServiceUser(template, values) ? (
          <ServiceUser values={values} />
        ) : isOwnClient({ template }) ? (
          <Item icon={KeyRound}>
            A client ID and a client secret of its own. The secret is generated and shown once, on the next
            page.
          </Item>
        ) : (
          <Item icon={LockOpen}>No secret: its clients prove themselves with PKCE.</Item>
        )}
      </List>
    </Panel>
  )
}

function ServiceUser({ values }: Pick<Props, 'values'>) {
  const { confidentialClient: client } = values
  const { user, role } = useNamesIn(values)
  return (
    <>
      <Item icon={User}>
        {client.user === 'new' ? (
          <>
            The service user <Name>{user}</Name>, marked as OAuth confidential client: it cannot sign in on a
            page, and its password never expires.{' '}
            {client.secretOrigin === 'generated'
              ? 'Its secret is generated and shown once, on the next page.'
              : 'Its secret is the one that you have typed; it is not shown again.'}
          </>
        ) : (
          <>
            No user: <Name>{user}</Name> becomes the client and keeps its secret.
          </>
        )}
      </Item>
      <Item icon={UserCog}>
        {client.role === 'new' ? (
          <>
            The role <Name>{role}</Name> with <RoleRights client={client} />, and the service user as its only
            member.
          </>
        ) : (
          <>
            No role: the service user joins <Name>{role}</Name>, which keeps its rights.
          </>
        )}
      </Item>
      <Item icon={KeyRound}>
        The permission of <Name>{role}</Name> to run and view the application.
      </Item>
    </>
  )
}

const RoleRights = ({ client }: { client: ClientSetup['confidentialClient'] }) =>
  client.rights.length === 0 ? (
    'no administrative right'
  ) : (
    <>
      the administrative {client.rights.length === 1 ? 'right' : 'rights'}{' '}
      <Name>{format(administrativeRights, client.rights)}</Name>
    </>
  )

const Item = ({ icon, children }: { icon: Glyph; children: ReactNode }) => (
  <li>
    <Icon of={icon} size={18} />
    <span>{children}</span>
  </li>
)

const Name = ({ children }: { children: string }) => (
  <strong>
    <bdi>{children || '…'}</bdi>
  </strong>
)

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& > li': {
    display: 'flex',
    gap: theme.spacing(3),
    padding: theme.spacing(1.5, 0),
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  '& svg': { marginTop: theme.spacing(0.5), color: theme.vars.palette.primary.main },
  '& strong': { fontWeight: 500 },
}))
