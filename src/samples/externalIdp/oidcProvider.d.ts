// The package ships no types; this is the part of it that is used.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export class Provider {
    constructor(issuer: string, configuration: object)
    /** Koa's. */
    use(step: (context: { path: string; status: number }, next: () => Promise<void>) => Promise<void>): void
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<{
      prompt: { name: string; reasons: string[]; details: { missingOIDCScope?: string[] } }
      params: { client_id: string; login_hint?: string }
      session?: { accountId: string }
      grantId?: string
    }>
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: { login?: { accountId: string }; consent?: { grantId: string } },
    ): Promise<void>
    Client: { prototype: Client }
    Grant: {
      new (of: { accountId: string | undefined; clientId: string }): Grant
      find(id: string): Promise<Grant | undefined>
    }
  }

  type Client = {
    redirectUriAllowed(address: string): boolean
    postLogoutRedirectUriAllowed(address: string): boolean
  }

  type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> }
}
