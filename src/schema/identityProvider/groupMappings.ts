import { z } from 'zod'
import { category } from '../category.ts'
import { rows } from '../kinds/rows.ts'
import { text } from '../kinds/text.ts'
import { principalName } from '../principalName.ts'
import { upTo } from '../upTo.ts'

/** Rows of an identity provider, and of all of them together. */
export const mappingRows = (of: { none: string; wire: string }) =>
  rows({
    label: 'Group mappings',
    help: 'A person whose claim has the value joins the group at each sign-in, and leaves it when the value is gone. A group gives something once it is in a role or has a permission.',
    columns: {
      value: text({
        label: 'Group Attribute Value',
        help: 'What the identity provider sends, letter by letter. Entra sends the object ID of the group.',
        maxLength: 300,
        check: z.string().min(1, 'Give the value that the identity provider sends.'),
        wire: 'AttributeValue',
      }),
      group: text({
        label: 'Group Name',
        help: 'A group of this tenant. A new name makes a federated group.',
        maxLength: 200,
        check: upTo(200).pipe(principalName('group')),
        wire: 'GroupName',
      }),
    },
    nameOf: 'value',
    itemLabel: 'group mapping',
    most: 1000,
    ...of,
  })

export const groupMappings = category('groupMappings', {
  title: 'Group Mappings',
  summary: 'Which groups here a person joins by what the identity provider says.',
  settings: {
    claim: text({
      label: 'Claim with the groups',
      help: 'Its exact name, such as groups. Where no claim has that name, dots lead into it: realm_access.roles.',
      maxLength: 200,
      example: 'groups',
      emptyMeans: 'No groups are read',
      wire: 'GroupMappings.Claim',
    }),
    mappings: mappingRows({
      none: 'Nobody joins a group through this identity provider.',
      wire: 'GroupMappings.Mappings',
    }),
  },
})
