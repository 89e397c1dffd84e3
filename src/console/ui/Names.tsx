import { Fragment } from 'react'

/** Some of the people, where they may be named. */
export function Names({ of: names }: { of: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <>
      Among them{' '}
      {names.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && ', '}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
      .
    </>
  )
}
