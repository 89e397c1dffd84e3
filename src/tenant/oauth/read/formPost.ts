import type { FastifyRequest } from 'fastify'
import { isForm, readForm, type Form, type FormFault } from './form.ts'

/** Also where the body could not be read: whoever sends a text or multipart is not told of JSON, which is read nowhere here. */
export const sendAsForm = 'send the parameters as application/x-www-form-urlencoded'

/** The parameters of a POST that carries them as a form and nowhere else, since addresses end up in logs (AS-09, D2). */
export function formPost(request: FastifyRequest): Form | FormFault {
  if (Object.keys(request.query as object).length > 0) return { fault: 'parameters belong in the body' }
  if (!isForm(request.headers['content-type'])) return { fault: sendAsForm }
  return readForm(request.body)
}
