import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from '../endpoint.ts'
import { assignedApplications, redrockOf } from '../redrock.ts'
import { groupReaders } from '../right.ts'
import { belongingTo, ids, long, nothingBack, short, text } from './values.ts'

const group = z.object({ ID: short })

/** Groups of users. The vendor's contract lists them (DSGroups) and has no call that makes one; these are ours. `ID` is an id or a name. */
export const groupCalls = {
  createGroup: write('/Gatewright/Groups/Create', {
    about: 'Create a group.',
    access: anyOf('dsman'),
    risk: 'writes',
    request: z.object({ Name: long, Description: long.nullish() }),
    response: group,
  }),
  getGroup: read('/Gatewright/Groups/Get', {
    about: 'Read a group and the roles that it is in.',
    access: anyOf(...groupReaders),
    risk: 'reads',
    request: group,
    response: z
      .object({
        ID: text,
        Name: text,
        Description: text,
        /** A group grants what these roles do, and what it is permitted itself. Null for whoever may not look at roles. */
        Roles: z.array(z.object({ ID: text, Name: text })).nullable(),
        Gatewright: z.object({ Version: z.int() }),
      })
      .nullable(),
  }),
  updateGroup: write('/Gatewright/Groups/Update', {
    about: 'Rename or describe a group.',
    access: anyOf('dsman'),
    risk: 'writes',
    request: z.object({ ID: short, Name: long.nullish(), Description: long.nullish() }),
    response: nothingBack,
  }),
  deleteGroup: write('/Gatewright/Groups/Delete', {
    about: 'Delete a group.',
    access: anyOf('dsman'),
    risk: 'writes',
    recentProof: 'when the group leads to administrative rights or to managing applications',
    request: group,
    response: nothingBack,
  }),
  addToGroup: write('/Gatewright/Groups/AddMembers', {
    about: 'Put users into a group.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    recentProof: 'when the group leads to administrative rights or to managing applications',
    request: z.object({ ID: short, Users: ids }),
    response: nothingBack,
  }),
  removeFromGroup: write('/Gatewright/Groups/RemoveMembers', {
    about: 'Take users out of a group.',
    access: anyOf('dsman'),
    risk: 'writes',
    recentProof: 'when the group leads to administrative rights or to managing applications',
    request: z.object({ ID: short, Users: ids }),
    response: nothingBack,
  }),
  getGroupMembers: read('/Gatewright/Groups/Members', {
    about: 'List the members of a group.',
    access: anyOf(...groupReaders),
    risk: 'reads',
    request: belongingTo,
    response: redrockOf(z.object({ Guid: text, Name: text })),
  }),
  getGroupApplications: read('/Gatewright/Groups/Applications', {
    about: 'List the applications on which a group holds a permission.',
    access: anyOf(...groupReaders),
    risk: 'reads',
    request: belongingTo,
    response: assignedApplications,
  }),
} as const satisfies Record<string, Endpoint>
