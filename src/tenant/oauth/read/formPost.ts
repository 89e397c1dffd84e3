import type { FastifyRequest } from 'fastify'
import { isForm, readForm, type Form, type FormFault } from './form.ts'

/** The parameters of a POST that carries them as a form and nowhere else, since addresses end up in logs (AS-09, D2). */
export function formPost(request: FastifyRequest): Form | FormFault {
  if (Object.keys(request.query as object).length > 0) return { fault: 'parameters belong in the body' }
  if (!isForm(request.headers['content-type']))
    return { fault: 'send the parameters as application/x-www-form-urlencoded' }
  return readForm(request.body)
}
