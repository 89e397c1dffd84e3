import { z } from 'zod'
import { accessInWords, anyLogin, anyOf, read, write, type Endpoint } from '../endpoint.ts'
import { redrockOf } from '../redrock.ts'
import { userReaders } from '../right.ts'
import { flag, long, nothing, nothingBack, short, text } from './values.ts'

/** What everybody may ask and do about themselves (contract.md 4.3). */
export const selfCalls = {
  changeUserPassword: write('/UserMgmt/ChangeUserPassword', {
    about: 'Change your own password.',
    access: anyLogin,
    risk: 'takesOver',
    request: z.object({ oldPassword: long, newPassword: long }),
    response: nothingBack,
  }),
  signOutEverywhere: write('/UserMgmt/SignOutEverywhere', {
    about: 'End all your own sessions and tokens.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: nothingBack,
  }),
  getUPData: read('/UPRest/GetUPData', {
    about: 'List the applications that the caller may run.',
    access: anyLogin,
    risk: 'low',
    request: z.object({ force: flag.nullish(), username: short.nullish() }),
    response: z.object({
      Apps: z.array(
        z.object({
          AppKey: text,
          Name: text,
          DisplayName: text,
          Description: text,
          Icon: text,
          AppType: text,
          WebAppType: text,
          TemplateName: text,
          ServiceName: text,
          Category: text,
        }),
      ),
    }),
  }),
  getUsersRoles: read('/UserMgmt/GetUsersRolesAndAdministrativeRights', {
    about: 'List the roles that somebody is in, and the rights that they give.',
    access: anyLogin,
    rightInWords: `${accessInWords(anyOf(...userReaders))} for somebody else`,
    rowsBy: userReaders,
    risk: 'reads',
    request: z.object({ ID: short.nullish() }),
    response: redrockOf(
      z.object({
        ID: text,
        Name: text,
        RoleName: text,
        Description: text,
        AdministrativeRights: z.array(z.object({ Path: text, Description: text })),
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
