import { category } from '../category.ts'
import { scopeList } from '../kinds/scopeList.ts'
import { toggle } from '../kinds/toggle.ts'

export const scope = category('scope', {
  title: 'Scope',
  summary: 'What a token can be asked for, and which of the tenant’s APIs it then opens.',
  settings: {
    scopes: scopeList({
      label: 'Scope definitions',
      help: 'Names are case-sensitive. Each line of Allowed REST APIs is a regular expression, matched from the start of the API path without regard to case. A scope only limits: the client’s user still needs the administrative right.',
      also: 'REST Regex',
    }),
    userMustConfirm: toggle({
      label: 'User must confirm authorization request',
      help: 'On, people see which scopes a client asks for and approve them. Leave it off for machine clients. Administrators are always asked before a client gets their rights.',
      default: false,
      wire: 'OAuthProfile.Confirm',
    }),
    allowScopeSelection: toggle({
      label: 'Allow scope selection',
      help: 'On, people can leave out single scopes when they approve.',
      default: false,
      wire: 'OAuthProfile.AllowScopeSelect',
      when: { key: 'userMustConfirm', is: true },
    }),
  },
})
