import { use } from 'react'
import type { ScopeList } from '#schema/kinds/scopeList.ts'
import { ScopeOpens } from '../controls/scopeOpens.ts'
import { Card, Facts, Lines, Nothing } from './look.ts'
import type { ShownProps } from './shownProps.ts'

/** Scopes with their patterns and what these open. */
export function ScopesShown({ setting, value }: ShownProps<ScopeList>) {
  const opens = use(ScopeOpens)
  if (value.length === 0) return <Nothing>No scope. A client can get a token that opens nothing.</Nothing>
  return (
    <Lines>
      {value.map((row) => (
        <Card key={row.name} aria-label={`Scope ${row.name}`}>
          <Facts>
            <dt>Name</dt>
            <dd>
              <code>{row.name}</code>
            </dd>
            <dt>Description</dt>
            <dd>{row.description === '' ? <Nothing>None</Nothing> : <bdi>{row.description}</bdi>}</dd>
            {setting.patterns && (
              <>
                <dt>Allowed REST APIs</dt>
                <dd>
                  {row.patterns.length === 0 ? (
                    <Nothing>None. It opens nothing.</Nothing>
                  ) : (
                    <Lines>
                      {row.patterns.map((pattern) => (
                        <li key={pattern}>
                          <code>{pattern}</code>
                        </li>
                      ))}
                    </Lines>
                  )}
                </dd>
              </>
            )}
          </Facts>
          {setting.patterns && opens?.(row)}
        </Card>
      ))}
    </Lines>
  )
}
