import { Fragment } from 'react'
import { capital } from '#schema/capital.ts'
import type { Rows } from '#schema/kinds/rows.ts'
import { ColumnShown } from './ColumnShown.tsx'
import { Card, Facts, Lines, Nothing } from './look.ts'
import type { ShownProps } from './shownProps.ts'

/** Each row with the value of every column. */
export const RowsShown = ({ setting: { columns, nameOf, itemLabel, none }, value }: ShownProps<Rows>) =>
  value.length === 0 ? (
    <Nothing>{none}</Nothing>
  ) : (
    <Lines>
      {value.map((row) => (
        <Card key={String(row[nameOf])} aria-label={`${capital(itemLabel)} ${String(row[nameOf])}`}>
          <Facts>
            {Object.entries(columns).map(([key, column]) => (
              <Fragment key={key}>
                <dt>{column.label}</dt>
                <dd>
                  <ColumnShown setting={column} value={row[key] as never} />
                </dd>
              </Fragment>
            ))}
          </Facts>
        </Card>
      ))}
    </Lines>
  )
