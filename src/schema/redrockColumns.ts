/**
 * What a column of a query holds. An `id` is a text that every row has; in the others a row may have nothing. A `flag` is yes or
 * no, a `date` a moment.
 */
export type ColumnType = 'id' | 'text' | 'number' | 'flag' | 'date'

/** A table of queries. The tenant's view gives each column its SQL, and the console makes scripts and rows from it. */
export type RedrockTable = {
  readonly table: string
  readonly columns: Readonly<Record<string, ColumnType>>
}

export type ColumnName<Table extends RedrockTable> = keyof Table['columns'] & string

export const applicationTable = {
  table: 'Application',
  columns: {
    ID: 'id',
    Name: 'text',
    DisplayName: 'text',
    Description: 'text',
    AppType: 'text',
    WebAppType: 'text',
    WebAppTypeDisplayName: 'text',
    AppTypeDisplayName: 'text',
    ServiceName: 'text',
    TemplateName: 'text',
    State: 'text',
    Category: 'text',
    Generic: 'flag',
    CreateDate: 'date',
    LastModified: 'date',
    WebAppLoginType: 'text',
    IsScaEnabled: 'flag',
    IsSwsEnabled: 'flag',
    AuthMethods: 'text',
    ClientIdType: 'text',
    TokenType: 'text',
    LastUsed: 'text',
    SecretState: 'text',
  },
} as const satisfies RedrockTable

/** The script by which clients list applications: those columns that a strict client decodes (contract.md 3.4), and the row's id. */
export const webApplications = {
  script: '@@Web Applications PLV8',
  columns: [
    'ID',
    'Name',
    'DisplayName',
    'Description',
    'AppType',
    'WebAppType',
    'WebAppTypeDisplayName',
    'AppTypeDisplayName',
    'TemplateName',
    'State',
    'Category',
    'ServiceName',
    'Generic',
    'LastModified',
    'WebAppLoginType',
    'IsScaEnabled',
    'IsSwsEnabled',
  ],
} as const satisfies { script: string; columns: readonly ColumnName<typeof applicationTable>[] }

export const userTable = {
  table: 'User',
  columns: {
    ID: 'id',
    Username: 'text',
    DisplayName: 'text',
    Email: 'text',
    MobileNumber: 'text',
    OfficeNumber: 'text',
    HomeNumber: 'text',
    Description: 'text',
    LastLogin: 'date',
    DirectoryServiceUuid: 'text',
    DirectoryServicePartnerName: 'text',
    Status: 'text',
    State: 'text',
    SignedIn: 'flag',
    OauthClient: 'flag',
    ServiceUser: 'flag',
    InEverybodyRole: 'flag',
    CreateDate: 'date',
    LastPasswordChangeDate: 'date',
    LastSeen: 'text',
    SecretState: 'text',
  },
} as const satisfies RedrockTable

/** The same under the names that the vendor's directory queries use (contract.md 4.5). */
export const directoryUserTable = {
  table: 'DSUsers',
  columns: {
    InternalName: 'id',
    SystemName: 'text',
    DisplayName: 'text',
    EMail: 'text',
    Description: 'text',
    ObjectType: 'text',
    DirectoryServiceUuid: 'text',
    DirectoryServicePartnerName: 'text',
    Status: 'text',
    Enabled: 'flag',
    Locked: 'flag',
    CreateDate: 'date',
  },
} as const satisfies RedrockTable

/** The same under the names of GetUserAttributes (contract.md 4.2). */
export const cloudUserTable = {
  table: 'CDUser',
  columns: {
    ID: 'id',
    Name: 'text',
    DisplayName: 'text',
    Mail: 'text',
    Description: 'text',
    MobileNumber: 'text',
    OfficeNumber: 'text',
    HomeNumber: 'text',
    State: 'text',
    OauthClient: 'flag',
    ServiceUser: 'flag',
    InEverybodyRole: 'flag',
    DirectoryServiceUuid: 'text',
    CreateDate: 'date',
    LastPasswordChangeDate: 'date',
  },
} as const satisfies RedrockTable

export const tenantTable = {
  table: 'Tenant',
  columns: { ID: 'id', Name: 'text', CreateDate: 'date' },
} as const satisfies RedrockTable

export const roleTable = {
  table: 'Role',
  columns: {
    ID: 'id',
    Name: 'text',
    Description: 'text',
    RoleType: 'text',
    ReadOnly: 'flag',
    CreateDate: 'date',
  },
} as const satisfies RedrockTable

/** Groups, under the names that the vendor's directory queries use (contract.md 4.5). */
export const groupTable = {
  table: 'DSGroups',
  columns: {
    InternalName: 'id',
    SystemName: 'text',
    DisplayName: 'text',
    Description: 'text',
    DirectoryServiceUuid: 'text',
    CreateDate: 'date',
  },
} as const satisfies RedrockTable

export const eventTable = {
  table: 'Event',
  columns: {
    ID: 'id',
    EventType: 'text',
    WhenOccurred: 'date',
    WhenLogged: 'date',
    NormalizedUser: 'text',
    UserGuid: 'text',
    ApplicationName: 'text',
    ApplicationID: 'text',
    EntityName: 'text',
    EntityType: 'text',
    EntityUuid: 'text',
    FromIPAddress: 'text',
    Level: 'text',
    Tenant: 'text',
    CorrelationID: 'text',
    Detail: 'text',
    UserName: 'text',
    Changer: 'text',
    ChangerUuid: 'text',
    ObjectName: 'text',
    ObjectType: 'text',
    Target: 'text',
    TargetUser: 'text',
    TargetUserID: 'text',
    AppName: 'text',
    AppId: 'text',
    ClientAddress: 'text',
    Result: 'text',
    MfaResult: 'text',
    FailureReason: 'text',
    FailedMessage: 'text',
    Description: 'text',
    Session: 'text',
    SessionId: 'text',
    DSType: 'text',
    DSUuid: 'text',
    AuthMethod: 'text',
    DirectoryServiceUuid: 'text',
    DirectoryServicePartnerName: 'text',
    RequestDeviceOS: 'text',
    RequestHostName: 'text',
    ImpersonatorUuid: 'text',
    OldEntity: 'text',
    NewEntity: 'text',
    Role: 'text',
    RoleId: 'text',
    AzRoleId: 'text',
    AzRoleName: 'text',
    AzDeploymentId: 'text',
    RequestIsMobileDevice: 'flag',
  },
} as const satisfies RedrockTable

/** External identity providers. The vendor publishes no table of them; this one is ours (D4). */
export const identityProviderTable = {
  table: 'IdentityProvider',
  columns: {
    ID: 'id',
    Name: 'text',
    FederationType: 'text',
    Active: 'flag',
    Rules: 'number',
    LastSignIn: 'date',
    CreateDate: 'date',
  },
} as const satisfies RedrockTable

/** Security devices. The vendor has none; this table is ours (D4). */
export const deviceTable = {
  table: 'SecurityDevice',
  columns: {
    ID: 'id',
    Name: 'text',
    Server: 'text',
    State: 'text',
    LastEvent: 'date',
    LastArrival: 'date',
    LastSuccess: 'date',
    LastFailure: 'date',
    CreateDate: 'date',
  },
} as const satisfies RedrockTable
