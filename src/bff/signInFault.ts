import { AuthorizationResponseError, ResponseBodyError } from 'openid-client'
import { HttpFault } from '#platform/httpFault.ts'
import { rights } from '#schema/right.ts'
import { NoAnswer } from '#platform/outbound/originFetch.ts'
import { NoAdministrator, NotLetIn, NotProven, OtherPerson } from './relyingParty.ts'

/** Where whoever reads the page goes on. */
export type NextStep = { href: string; label: string }

type Words = { title: string; text: string[]; cause?: unknown; next?: NextStep | undefined }

/** Why a sign-in came to nothing, as its page says it. */
export class SignInFault extends HttpFault {
  readonly title: string
  /** A paragraph each. */
  readonly text: string[]
  readonly next: NextStep | undefined

  constructor(status: number, { title, text, cause, next }: Words) {
    super(status, status >= 500 ? 'unavailable' : 'invalid_request', text.join(' '))
    this.name = 'SignInFault'
    this.title = title
    this.text = text
    this.cause = cause
    this.next = next
  }
}

export const notOurs = () =>
  new SignInFault(400, {
    title: 'This sign-in cannot be completed',
    text: ['It was begun in another browser, was completed already, or was begun more than a day ago.'],
  })

export function wordSignInFault(cause: unknown, tenantUrl: string, next: NextStep | undefined): SignInFault {
  const { status, ...words } = wordsOf(cause, tenantUrl)
  return new SignInFault(status, { ...words, cause, next: next ?? words.next })
}

function wordsOf(cause: unknown, tenantUrl: string): Words & { status: number } {
  const { host } = new URL(tenantUrl)
  const silence = noAnswerIn(cause)
  if (silence) {
    return {
      status: silence.reason === 'slow' ? 504 : 502,
      title: 'The tenant does not answer',
      text: [
        `The tenant at ${host} was to complete the sign-in but gave no usable answer.`,
        'Check that it runs, then sign in again.',
      ],
    }
  }
  if (cause instanceof AuthorizationResponseError) {
    return {
      status: 400,
      title: 'The tenant refused the sign-in',
      text: [`The tenant at ${host} said: ${plain(cause.error_description ?? cause.error)}`],
    }
  }
  if (cause instanceof ResponseBodyError && cause.error === 'invalid_client') {
    return {
      status: 400,
      title: 'The tenant does not know the console by its secret',
      text: [
        `The tenant at ${host} refused the client ID or the secret that the console has for it.`,
        'Ask whoever runs this console to set a live secret of its application, then sign in again.',
      ],
    }
  }
  if (cause instanceof NoAdministrator)
    return {
      status: 403,
      title: 'You may not administer this tenant',
      text: [
        `${cause.user} was signed in at ${host}, but this console is open only to members of a role with the right “${rights.adminportallogin}”.`,
        'Ask a System Administrator to add you to such a role, then sign in again. Or sign in as somebody who is in one.',
      ],
      // Else the tenant would send the same person back
      next: { href: '/bff/sign-in?as=anybody', label: 'Sign in again' },
    }
  if (cause instanceof OtherPerson)
    return {
      status: 403,
      title: 'This is somebody else',
      text: [
        `You signed in as ${cause.user}, and another person is signed in to the console: nothing was confirmed.`,
        'Sign in with the login name that the console shows. To work as somebody else, sign out of the console first.',
      ],
    }
  if (cause instanceof NotProven)
    return {
      status: 403,
      title: 'Nothing was confirmed',
      text: [
        `The tenant at ${host} was to ask who you are, and sent you back without asking.`,
        'Try again, and type your password on the tenant’s page.',
      ],
    }
  if (cause instanceof NotLetIn) {
    return {
      status: 400,
      title: 'The tenant does not let the console in',
      text: [
        `The tenant at ${host} accepted the sign-in, but its token does not open the tenant API for the console.`,
        'Ask an administrator of the tenant to check the scope of the application that the console signs in with.',
      ],
    }
  }
  return {
    status: 400,
    title: 'The sign-in could not be verified',
    text: [
      `What the tenant at ${host} answered did not pass the checks; the log has the reason under the request id below.`,
      'Sign in again. If that does not help, check the address of the tenant and the secret of the console’s application.',
    ],
  }
}

function noAnswerIn(error: unknown): NoAnswer | undefined {
  if (error instanceof NoAnswer) return error
  return error instanceof Error ? noAnswerIn(error.cause) : undefined
}

/** It is the tenant's sentence, but it came by way of the address line. */
const plain = (text: string) => text.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 200)
