import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EventType } from '#schema/events.ts'
import type { Application } from '#schema/application/wire.ts'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import type { Tenant } from '../../tenant.ts'
import { judge, type Check } from '../check.ts'
import { applicationKnown } from '../checks/applicationKnown.ts'
import { parametersSent } from '../checks/parametersSent.ts'
import type { ClientFacts } from '../facts.ts'
import { askingClient } from '../read/askingClient.ts'
import { missingIn, type Form } from '../read/form.ts'
import { formPost } from '../read/formPost.ts'
import { refuseExchange, refuseUnasked, refuseUnread, type Exchange } from './exchange.ts'

export type ClientQuestion = {
  tenant: Tenant
  request: FastifyRequest<{ Params: { applicationId: string } }>
  reply: FastifyReply
}

type Facts = { application: Application; client: ClientFacts }

/** A form about a token that a client of an application posts, once the client is proven by the given checks; else the request is answered with the refusal. */
export async function askedByClient(
  { tenant, request, reply }: ClientQuestion,
  { checks, refusedAs }: { checks: readonly Check<Facts>[]; refusedAs: EventType },
): Promise<(Facts & { form: Form }) | { answered: unknown }> {
  const { applicationId } = request.params
  const application = await loadByApplicationId(tenant.database.read, applicationId)
  const exchange: Exchange = { tenant, request, reply, application, refusedAs }
  const known = judge([applicationKnown], { asked: applicationId, application })
  if (application === null || known.refusal) return { answered: await refuseExchange(exchange, known) }
  const form = formPost(request)
  if ('fault' in form) return { answered: await refuseUnread(exchange, form.fault) }
  const asking = await askingClient(exchange, application, form)
  if (!('client' in asking)) return { answered: await refuseUnasked(exchange, asking) }
  const { client } = asking
  const verdict = judge([...checks, parametersSent], {
    application,
    client,
    missing: missingIn(form, 'token'),
  })
  if (verdict.refusal) return { answered: await refuseExchange(exchange, verdict, client) }
  await asking.forgetFailures()
  return { application, client, form }
}
