import { styled } from '@mui/material/styles'
import { useId } from 'react'
import type { Params, Result } from '#console/api/call.ts'
import { Filter } from '#console/ui/FilterSelect.tsx'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { tokens } from '#schema/application/tokens.ts'
import type { SavedApplication } from '../application/savedApplication.ts'

export type Asked = Params<'inspectApplication'>

type Props = {
  asked: Asked
  application: SavedApplication
  clients: Result<'applicationClients'>['clients']
  onAsk: (asked: Asked) => void
}

const { options: ways } = tokens.settings.authMethods

/** Who asks, and how. What is left empty is what a program would usually send. */
export function Question({ asked, application, clients, onAsk }: Props) {
  const id = useId()
  const own = isOwnClient(application)
  const byPeople = asked.way !== 'ClientCreds'
  const inBrowser = asked.way === 'AuthorizationCode' || asked.way === 'Implicit'
  const leavesOpen = !own && application.values.generalUsage.clientIdType === 'Anything'
  return (
    <Fields>
      <Filter>
        <label htmlFor={`${id}-way`}>Auth Method</label>
        <select
          id={`${id}-way`}
          value={asked.way}
          onChange={(event) => onAsk({ ...asked, way: event.target.value as Asked['way'] })}
        >
          {Object.entries(ways).map(([way, words]) => (
            <option key={way} value={way}>
              {words}
            </option>
          ))}
        </select>
      </Filter>
      {!own && (
        <Filter>
          <label htmlFor={`${id}-client`}>Client ID</label>
          <input
            id={`${id}-client`}
            list={`${id}-clients`}
            value={asked.clientId ?? ''}
            placeholder="The first allowed one"
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onAsk({ ...asked, clientId: event.target.value })}
          />
          <datalist id={`${id}-clients`}>
            {[...clients.map(({ name }) => name), ...application.values.generalUsage.allowedClients].map(
              (name) => (
                <option key={name}>{name}</option>
              ),
            )}
          </datalist>
        </Filter>
      )}
      {leavesOpen && (
        <Filter>
          <label htmlFor={`${id}-secret`}>Secret</label>
          <select
            id={`${id}-secret`}
            value={asked.withSecret === true ? 'sent' : asked.withSecret === false ? 'none' : ''}
            onChange={({ target: { value } }) =>
              onAsk({ ...asked, withSecret: value === '' ? null : value === 'sent' })
            }
          >
            <option value="">As usual for the method</option>
            <option value="sent">Sent</option>
            <option value="none">Not sent</option>
          </select>
        </Filter>
      )}
      {byPeople && (
        <Field
          id={`${id}-name`}
          label="Login name of the person"
          placeholder="Yourself"
          value={asked.loginName}
          onType={(loginName) => onAsk({ ...asked, loginName })}
        />
      )}
      <Field
        id={`${id}-scope`}
        label="Scopes, separated by spaces"
        placeholder="All of the application"
        value={asked.scope?.join(' ')}
        onType={(text) => onAsk({ ...asked, scope: text.split(' ').slice(0, 100) })}
      />
      {inBrowser && (
        <Field
          id={`${id}-redirect`}
          label="Redirect URI"
          placeholder="The first that is registered"
          value={asked.redirectUri}
          most={2000}
          onType={(redirectUri) => onAsk({ ...asked, redirectUri })}
        />
      )}
    </Fields>
  )
}

type FieldProps = {
  id: string
  label: string
  placeholder: string
  value: string | null | undefined
  most?: number
  onType: (text: string) => void
}

const Field = ({ id, label, placeholder, value, most = 300, onType }: FieldProps) => (
  <Filter>
    <label htmlFor={id}>{label}</label>
    <input
      id={id}
      value={value ?? ''}
      placeholder={placeholder}
      maxLength={most}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onType(event.target.value)}
    />
  </Filter>
)

const Fields = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(13rem, 1fr))',
  gap: theme.spacing(3, 4),
  '& select, & input': { maxWidth: 'none' },
  '@media print': { '& select, & input': { appearance: 'none', border: 0, padding: 0 } },
}))
