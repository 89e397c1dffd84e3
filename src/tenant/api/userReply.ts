import type { z } from 'zod'
import type { api } from '#schema/api.ts'
import { toWireDate } from '#schema/redrock.ts'
import { toUserWire } from '#schema/user/wire.ts'
import type { StoredUser } from '../directory/readUser.ts'

type Reply = z.input<typeof api.getUser.response>

/** A user in the vendor's flat form (contract.md 4.2): our settings, and the members that are always the same. */
export function userReply({ row, config }: StoredUser): Reply {
  const { account, status } = config
  const wire = toUserWire(config)
  return {
    ...wire,
    Uuid: row.id,
    Name: account.name,
    Mail: account.mail,
    DisplayName: row.display_name,
    Description: account.description,
    MobileNumber: account.mobileNumber,
    OfficeNumber: account.officeNumber,
    HomeNumber: account.homeNumber,
    State: status.state,
    CloudState: status.state,
    InEverybodyRole: status.inEverybodyRole,
    OauthClient: status.oauthClient,
    ServiceUser: status.serviceUser,
    PasswordNeverExpire: status.passwordNeverExpires,
    // A text in the vendor's replies
    ForcePasswordChangeNext: status.forcePasswordChange ? 'True' : 'False',
    directoryServiceUuid: row.directory_id,
    Alias: account.name.slice(account.name.lastIndexOf('@') + 1),
    CreateDate: toWireDate(row.created_at),
    LastPasswordChangeDate: toWireDate(row.password_changed_at),
    LastLogin: toWireDate(row.last_login_at),
    PictureUri: '',
    SubjectToCloudLocks: true,
    // As the vendor's portal has it, and clients send it back
    ReportsTo: 'Unassigned',
    PreferredCulture: '',
    CmaRedirectedUser: '',
    CmaRedirectedUserUuid: '',
    Version: String(row.version),
    Gatewright: { ...(wire['Gatewright'] as object), Version: row.version },
  }
}
