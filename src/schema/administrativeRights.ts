import { rights, type Right } from './right.ts'
import { choices } from './kinds/choices.ts'

/** The rights of a role, as every screen that gives rights shows them. */
export const administrativeRights = choices<Right>({
  label: 'Administrative Rights',
  help: 'What members may do in this tenant. A program with a token needs the right as well as the scope.',
  default: [],
  options: rights,
})
