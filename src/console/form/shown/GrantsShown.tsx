import { formatRights } from '#schema/grant.ts'
import type { GrantList } from '#schema/kinds/grantList.ts'
import { PrincipalLink } from '../PrincipalLink.tsx'
import { Card, Facts, Lines, Nothing } from './look.ts'
import type { ShownProps } from './shownProps.ts'

/** Principals and the rights that each holds. */
export const GrantsShown = ({ value }: ShownProps<GrantList>) =>
  value.length === 0 ? (
    <Nothing>Nobody is listed.</Nothing>
  ) : (
    <Lines>
      {value.map(({ type, id, name, rights }) => (
        <Card key={`${type} ${id}`} aria-label={name}>
          <Facts>
            <dt>{type}</dt>
            <dd>
              <PrincipalLink type={type} id={id} name={name} />
            </dd>
            <dt>Rights</dt>
            <dd>{formatRights(rights)}</dd>
          </Facts>
        </Card>
      ))}
    </Lines>
  )
