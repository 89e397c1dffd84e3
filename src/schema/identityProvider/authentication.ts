import { category } from '../category.ts'
import { choice } from '../kinds/choice.ts'
import { duration } from '../kinds/duration.ts'
import { rows } from '../kinds/rows.ts'
import { text } from '../kinds/text.ts'
import { textList } from '../kinds/textList.ts'
import { toggle } from '../kinds/toggle.ts'
import { upTo } from '../upTo.ts'

const claimName = upTo(200).min(1, 'Give the name of the claim.')
const day = 86_400

export const authentication = category('authentication', {
  title: 'Authentication',
  summary: 'Which account here a person of the identity provider gets.',
  settings: {
    mapping: choice({
      label: 'Map federated user to existing directory user',
      help: 'Disabled: a person gets a new federated user, and login fails where a user of that name exists. Optional: the matching user where there is one, else a new federated user. Required: the matching user, else login is denied.',
      default: 'Disabled',
      options: { Disabled: 'Disabled', Optional: 'Optional', Required: 'Required' },
      wire: 'Authentication.MapFederatedUser',
    }),
    createCloudUser: toggle({
      label: 'Create cloud user if unable to map',
      help: 'Who has no match gets a user of the Cloud Directory instead of being denied.',
      default: false,
      when: { key: 'mapping', is: 'Required' },
      wire: 'Authentication.CreateCloudUser',
    }),
    federatedAttribute: text({
      label: 'Federated user attribute to be mapped',
      help: 'The name of a claim, letter by letter. Username, Email, MobileNumber and DisplayName stand for the standard claims where no claim has that very name.',
      maxLength: 200,
      emptyMeans: 'The user name',
      wire: 'Authentication.FederatedAttribute',
    }),
    directoryAttribute: choice({
      label: 'Directory user attribute to be mapped',
      help: 'What the value of the claim is compared with. Name and UUID are looked for in every directory, all others in the mapped one only.',
      default: 'None',
      options: {
        None: 'None',
        Name: 'Name',
        UUID: 'UUID',
        Email: 'Email',
        MobileNumber: 'Mobile number',
        DisplayName: 'Display name',
      },
      wire: 'Authentication.DirectoryAttribute',
    }),
    directoryService: choice({
      label: 'Mapped directory service',
      help: 'Searched first. For Name and UUID the others follow, oldest first.',
      default: 'None',
      options: { None: 'None', CDS: 'Cloud Directory' },
      later: { AdProxy: 'Active Directory', LdapProxy: 'LDAP', GDS: 'Google' },
      wire: 'Authentication.DirectoryService',
    }),
    updateCloudUsers: toggle({
      label: 'Update cloud users with federated user attributes',
      help: 'At each sign-in the display name and the phone numbers of the mapped Cloud Directory user become those of the identity provider. Login name, mail, roles and state never do.',
      default: false,
      wire: 'Authentication.UpdateCloudUsers',
    }),
    mailVerified: toggle({
      label: 'Mail addresses of this identity provider are verified',
      help: 'Only for an identity provider that sends no email_verified and lets nobody choose an address that is not theirs. On, whoever controls it can sign in as anybody whose mail address it names.',
      default: false,
      wire: 'Authentication.MailVerified',
    }),
    requiredClaims: rows({
      label: 'Required claims',
      help: 'Who comes without the claim, or with another value, is denied. Google: hd with the domains of the company. Entra: tid with the tenant ID.',
      columns: {
        claim: text({
          label: 'Claim',
          help: 'Its exact name, such as hd or tid.',
          maxLength: 200,
          check: claimName,
          wire: 'Claim',
        }),
        values: textList({
          label: 'Accepted values',
          help: 'One of them has to be there, letter by letter.',
          itemLabel: 'value',
          item: upTo(300).min(1, 'Give a value.'),
          wire: 'Values',
        }),
      },
      nameOf: 'claim',
      itemLabel: 'required claim',
      none: 'No claim is asked for besides who the person is.',
      most: 20,
      wire: 'Authentication.RequiredClaims',
    }),
    signInAgainAfter: duration({
      label: 'Sign in again after',
      help: 'Refresh tokens of people who came through this identity provider end then, so that somebody who left there does not stay here.',
      default: day,
      min: 300,
      max: 365 * day,
      wire: 'Authentication.SignInAgainAfter',
    }),
  },
  rules: [
    {
      at: 'directoryAttribute',
      fault: ({ federatedAttribute, directoryAttribute }) =>
        federatedAttribute !== '' && directoryAttribute === 'None'
          ? 'Select what the claim is compared with, or leave the federated attribute empty.'
          : undefined,
    },
    {
      at: 'federatedAttribute',
      fault: ({ federatedAttribute, directoryAttribute }) =>
        federatedAttribute === '' && directoryAttribute !== 'None'
          ? 'Give the claim whose value is compared, or select None as the directory attribute.'
          : undefined,
    },
    {
      at: 'requiredClaims',
      fault: ({ requiredClaims }) =>
        requiredClaims.some(({ values }) => values.length === 0)
          ? 'Give each required claim at least one value.'
          : undefined,
    },
  ],
})
