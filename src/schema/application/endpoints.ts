/** The addresses that clients of an application use (contract.md 2.8). */
export const endpointsOf = (tenantUrl: string, applicationId: string) => ({
  authorization: `${tenantUrl}/OAuth2/Authorize/${applicationId}`,
  token: `${tenantUrl}/OAuth2/Token/${applicationId}`,
  introspection: `${tenantUrl}/OAuth2/Introspect/${applicationId}`,
  revocation: `${tenantUrl}/OAuth2/Revoke/${applicationId}`,
  userInfo: `${tenantUrl}/OAuth2/UserInfo/${applicationId}`,
  endSession: `${tenantUrl}/OAuth2/EndSessionV2/${applicationId}`,
  keys: `${tenantUrl}/OAuth2/Keys/${applicationId}`,
  metadata: `${tenantUrl}/${applicationId}/.well-known/openid-configuration`,
})
