import { toggle } from '../kinds/toggle.ts'

/** AS-02: on the category where a template keeps what holds for its clients. */
export const requirePkce = toggle({
  label: 'Require PKCE',
  help: 'On, a sign-in without a code challenge is refused, so a stolen code is worthless. Clients without a secret always need it.',
  default: true,
  wire: 'Gatewright.RequirePkce',
})
