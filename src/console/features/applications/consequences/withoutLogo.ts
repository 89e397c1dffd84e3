import type { ApplicationConfig } from '#schema/application/index.ts'

/** For the preview, which is asked with every pause in typing: a picture would travel each time and means nothing to a token. */
export function withoutLogo<Config extends Pick<ApplicationConfig, 'description'>>(config: Config) {
  const { logo: _, ...description } = config.description
  return { ...config, description }
}
