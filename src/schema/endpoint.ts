import type { z } from 'zod'
import type { ApplicationRight } from './grant.ts'
import { rights, type Right } from './right.ts'

/**
 * Who may call an endpoint. System Administrators may call everything; `anyOf` names rights of which one is enough;
 * `application` a right on the application concerned that is enough too (contract.md 6.2). `byOwner` is for what belongs to a user
 * or to an application, which the parameter `owner` says.
 */
export type Access =
  | { kind: 'public' }
  | { kind: 'anyLogin' }
  | OnRights
  | { kind: 'allRights'; allOf: readonly Right[] }
  | { kind: 'byOwner'; user: OnRights; application: OnRights }

type OnRights = { kind: 'rights'; anyOf: readonly Right[]; application?: ApplicationRight }

/** What an attacker with a token for this path could do: read little, read what is sensitive, change things, take over. */
export type Risk = 'low' | 'reads' | 'writes' | 'takesOver'

export type Endpoint<
  Request extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Path extends string = string,
> = {
  method: 'GET' | 'POST'
  /** As the vendor writes it, with a leading slash; matched without regard to case. */
  path: Path
  about: string
  access: Access
  /** Where the right depends on what is asked, in words; else `access` says it. */
  rightInWords?: string
  /** Anybody may ask; what is shown follows these rights, in part or whole. */
  rowsBy?: readonly Right[]
  risk: Risk
  /**
   * Asks whoever signed in on a page for a proof that is at most five minutes old (BF-14): always, or in the cases that the words name.
   * Declared here so that a test can walk all calls; `on` holds the first kind, holdRecentProof in what serves the call the second.
   */
  recentProof?: 'always' | `when ${string}`
  request: Request
  response: Response
  /** Changes nothing: the console may ask again by itself. */
  reads: boolean
  /** Answers with a text of any length that is no JSON, as it is made; only a refusal is an envelope. The types that it can have. */
  streams?: readonly string[]
}

/** Paths of calls that are ours. All others are the vendor's, and any tenant of that contract has them (D4). */
export type OurPath = `/Gatewright/${string}`

export const isOurs = ({ path }: Pick<Endpoint, 'path'>): boolean => path.startsWith('/Gatewright/')

export const anyLogin: Access = { kind: 'anyLogin' }
export const everybody: Access = { kind: 'public' }
export const anyOf = (...of: Right[]): OnRights => ({ kind: 'rights', anyOf: of })
export const allOf = (...of: Right[]): Access => ({ kind: 'allRights', allOf: of })
export const onApplication = (application: ApplicationRight, ...of: Right[]): OnRights => ({
  kind: 'rights',
  anyOf: of,
  application,
})

/** The rights that are needed where a user is the owner, and where an application is. */
export const byOwner = (user: OnRights, application: OnRights): Access => ({
  kind: 'byOwner',
  user,
  application,
})

type Spec<Request extends z.ZodType, Response extends z.ZodType> = Omit<
  Endpoint<Request, Response>,
  'method' | 'path' | 'reads'
>

/** A call that reads. */
export const read = <Request extends z.ZodType, Response extends z.ZodType, const Path extends string>(
  path: Path,
  spec: Spec<Request, Response>,
): Endpoint<Request, Response, Path> => ({
  method: 'POST',
  path,
  reads: true,
  ...spec,
})

/** A call that changes something. */
export const write = <Request extends z.ZodType, Response extends z.ZodType, const Path extends string>(
  path: Path,
  spec: Spec<Request, Response>,
): Endpoint<Request, Response, Path> => ({
  method: 'POST',
  path,
  reads: false,
  ...spec,
})

export const get = <Request extends z.ZodType, Response extends z.ZodType, const Path extends string>(
  path: Path,
  spec: Spec<Request, Response>,
): Endpoint<Request, Response, Path> => ({
  ...read(path, spec),
  method: 'GET',
})

/** "Application Management or Read Only System Administration", "any signed-in user" */
export function accessInWords(access: Access): string {
  switch (access.kind) {
    case 'public':
      return 'nobody needs to be signed in'
    case 'anyLogin':
      return 'any signed-in user'
    case 'rights':
      return access.anyOf.length > 0
        ? access.anyOf.map((right) => rights[right]).join(' or ')
        : 'System Administrator'
    case 'allRights':
      return access.allOf.map((right) => rights[right]).join(' and ')
    case 'byOwner':
      return `${accessInWords(access.user)} for a user, ${accessInWords(access.application)} for an application`
  }
}
