import { html, page } from '../html.ts'

/** Where people of the partner sign in. */
export const signInPage = ({ name, fault }: { name: string; fault?: string }): string =>
  page(
    'Partner',
    html`
      <h1>Partner</h1>
      <p>This is another company's identity provider.</p>
      ${fault === undefined ? [] : html`<p role="alert">${fault}</p>`}
      <form method="post">
        <p>
          <label>User name<br /><input name="name" value="${name}" autocomplete="username" /></label>
        </p>
        <p>
          <label
            >Password<br /><input name="password" type="password" autocomplete="current-password"
          /></label>
        </p>
        <p><button class="button">Sign in</button></p>
      </form>
    `,
  )
