import { z } from 'zod'
import { category, objectOf, type ConfigOf } from '../category.ts'
import { choice } from '../kinds/choice.ts'
import { text } from '../kinds/text.ts'
import { toggle } from '../kinds/toggle.ts'
import { anyLoginName } from '../loginName.ts'
import { mailAddress } from '../mailAddress.ts'

const phone = z.string().regex(/^[+0-9 ()./-]*$/, 'Use digits, spaces and + ( ) . / - only.')

export const account = category('account', {
  title: 'Account',
  summary: 'Who this is.',
  settings: {
    name: text({
      label: 'Login Name',
      help: 'The complete name with its suffix, such as ada@acme.test. For a confidential client it is the client ID.',
      maxLength: 200,
      check: anyLoginName,
      wire: 'Name',
    }),
    displayName: text({
      label: 'Display Name',
      help: 'How the person or service is shown in lists and logs.',
      maxLength: 200,
      emptyMeans: 'The login name',
      wire: 'DisplayName',
    }),
    mail: text({
      label: 'Email Address',
      help: 'Where notices go. A confidential client does not use it.',
      maxLength: 254,
      check: mailAddress,
      wire: 'Mail',
    }),
    description: text({
      label: 'Description',
      help: 'What the account is for.',
      maxLength: 1000,
      multiline: true,
      wire: 'Description',
    }),
    mobileNumber: text({
      label: 'Mobile number',
      help: 'With its country code.',
      maxLength: 40,
      check: phone,
      wire: 'MobileNumber',
    }),
    officeNumber: text({
      label: 'Office number',
      help: 'With its country code.',
      maxLength: 40,
      check: phone,
      wire: 'OfficeNumber',
    }),
    homeNumber: text({
      label: 'Home number',
      help: 'With its country code.',
      maxLength: 40,
      check: phone,
      wire: 'HomeNumber',
    }),
  },
})

export const status = category('status', {
  title: 'Status',
  summary: 'What the account may do.',
  settings: {
    state: choice({
      label: 'State',
      help: 'Locked, disabled and expired users cannot sign in or get tokens, and tokens they hold stop working.',
      default: 'None',
      options: { None: 'Active', Locked: 'Locked', Disabled: 'Disabled', Expired: 'Expired' },
      // The vendor has a call of its own for it; so that one save is one change it travels here as well
      wire: 'Gatewright.State',
    }),
    oauthClient: toggle({
      label: 'Is OAuth confidential client',
      help: 'The user stands for a program: it gets tokens with its login name and password and cannot sign in on a page. It is then a service user whose password never expires.',
      default: false,
      wire: 'OauthClient',
    }),
    tokensWithoutApplication: toggle({
      label: 'Tokens without an application',
      help: 'On, the program also gets tokens that name no scope at PlatformToken: everything that its rights allow is open to them. Off, every token is limited by scopes of an application.',
      // As the vendor's service users have it; what is made in the console starts with Off
      default: true,
      wire: 'Gatewright.TokensWithoutApplication',
      when: { key: 'oauthClient', is: true },
    }),
    serviceUser: toggle({
      label: 'Is service user',
      help: 'The user is left out of the role Everybody.',
      default: false,
      wire: 'ServiceUser',
    }),
    inEverybodyRole: toggle({
      label: 'In the role Everybody',
      help: 'The user gets what every person in this tenant gets.',
      default: true,
      wire: 'InEverybodyRole',
    }),
    passwordNeverExpires: toggle({
      label: 'Password never expires',
      help: 'On, the password stays valid until somebody changes it.',
      default: false,
      wire: 'PasswordNeverExpire',
    }),
    forcePasswordChange: toggle({
      label: 'Require password change at next login',
      help: 'The person chooses a new password when signing in the next time.',
      default: false,
      wire: 'ForcePasswordChangeNext',
    }),
    breakGlass: toggle({
      label: 'Break-glass account',
      help: 'One account of the tenant signs in at /login/local with its password whatever rules and identity providers do. Only System Administrators choose and change it.',
      default: false,
      wire: 'Gatewright.BreakGlass',
      when: { key: 'oauthClient', is: false },
    }),
  },
})

export const userCategories = [account, status] as const
export const userConfig = objectOf(userCategories).transform(withOwnDisplayName)
export type UserConfig = ConfigOf<typeof userCategories>

/** Replies show the login name of a user without display name; who sends that back has given none. */
export function withOwnDisplayName({ account, ...rest }: UserConfig): UserConfig {
  const displayName = account.displayName === account.name ? '' : account.displayName
  return { account: { ...account, displayName }, ...rest }
}

/** Is OAuth confidential client also selects Is service user and Password never expires, and leaves Everybody (contract.md 18). */
export function withConsequences(config: UserConfig): UserConfig {
  const { status: held } = config
  const serviceUser = held.serviceUser || held.oauthClient
  return {
    ...config,
    status: {
      ...held,
      serviceUser,
      inEverybodyRole: held.inEverybodyRole && !serviceUser,
      passwordNeverExpires: held.passwordNeverExpires || held.oauthClient,
      forcePasswordChange: held.forcePasswordChange && !held.passwordNeverExpires && !held.oauthClient,
      breakGlass: held.breakGlass && !serviceUser,
    },
  }
}
