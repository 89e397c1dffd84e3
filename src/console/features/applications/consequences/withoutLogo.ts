import type { ApplicationConfig } from '#schema/application/index.ts'

/** For the preview, which is asked at every pause in typing: it does not depend on the logo, which is large. */
export function withoutLogo<Config extends Pick<ApplicationConfig, 'description'>>(config: Config) {
  const { logo: _, ...description } = config.description
  return { ...config, description }
}
