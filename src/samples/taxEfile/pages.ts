import { html, page, type Html } from '../html.ts'

export type BankReply = { status: number; body: Record<string, unknown> }

export const startPage = () =>
  page(
    'Tax eFile',
    html`
      <h1>Tax eFile</h1>
      <p>Your tax return from what your bank already knows. Tax eFile never sees your password.</p>
      <p><a class="button" href="/sign-in">Fetch my figures from the Bank</a></p>
    `,
  )

export const resultPage = ({
  name,
  scope,
  profile,
  statements,
}: {
  name: string
  scope: string
  profile: BankReply
  statements: BankReply
}) =>
  page(
    'Tax eFile',
    html`
      <h1>Tax return of ${name}</h1>
      ${
        profile.status === 200
          ? html`<p>Account <strong>${String(profile.body['account'])}</strong> at the Bank</p>`
          : refusal('your profile', profile)
      }
      ${statements.status === 200 ? table(statements) : refusal('your statements', statements)}
      <p class="quiet">Granted: <code>${scope}</code></p>
      <p><a href="/">Back</a> · <a href="/sign-out">Sign out</a></p>
    `,
  )

export const refusedPage = (why: string) =>
  page(
    'Tax eFile',
    html`
      <h1>No figures</h1>
      <p role="alert">${why}</p>
      <p><a href="/">Back</a></p>
    `,
  )

const refusal = (what: string, { status, body }: BankReply): Html =>
  html`<p role="alert">
    The Bank does not show ${what}: ${String(status)} ${String(body['error'])},
    ${String(body['error_description'])}.
  </p>`

function table({ body }: BankReply): Html {
  const years = body['years'] as { year: number; interest: number; tax: number }[]
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Year</th>
        <th scope="col">Interest</th>
        <th scope="col">Tax paid</th>
      </tr>
    </thead>
    <tbody>
      ${years.map(
        ({ year, interest, tax }) =>
          html`<tr>
            <td>${String(year)}</td>
            <td>${interest.toFixed(2)}</td>
            <td>${tax.toFixed(2)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
