import { applicationConfigOf, readApplication } from '#schema/application/applicationConfig.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { fromWire, toWire } from '#schema/application/wire.ts'

export type Payload = Record<string, unknown>

export const wireOf = (config: ApplicationConfig, template: TemplateName = 'OAuth2ServerClient') =>
  toWire({ template, config })

/** The settings after a payload was sent to an application that had those of `config`. */
export const after = (
  payload: Payload,
  config: ApplicationConfig = defaults,
  template: TemplateName = 'OAuth2ServerClient',
) => applicationConfigOf(template).parse(fromWire(payload, { template, config }).config)

export const defaultsOf = (template: TemplateName) =>
  readApplication(template, { description: { applicationId: 'reader', name: 'Reader' } })
export const defaults = defaultsOf('OAuth2ServerClient')
