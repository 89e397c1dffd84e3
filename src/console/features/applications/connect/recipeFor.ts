import type { TemplateName } from '#schema/application/index.ts'
import { recipeIds, recipeOf, type RecipeId } from '#schema/recipes/index.ts'

type Looks = {
  template: TemplateName
  name: string
  applicationId: string
  patterns: readonly string[]
  clientIdType: string
}

/**
 * Whose card an application shows first: that of the product whose name or proposed Application ID is in its own, else that of the sort of
 * program which it looks like. People choose another one beside the card.
 */
export function recipeFor({ template, name, applicationId, patterns, clientIdType }: Looks): RecipeId | '' {
  const candidates = recipeIds.filter((id) => recipeOf(id).template === template)
  const words = `${name} ${applicationId}`.toLowerCase()
  const named = candidates.find((id) => {
    const { title, start, of } = recipeOf(id)
    return (
      (of !== undefined && words.includes(title.toLowerCase())) ||
      applicationId.toLowerCase().startsWith(start.description.applicationId.toLowerCase())
    )
  })
  if (named) return named
  if (template === 'OAuth2ServerClient') {
    if (clientIdType !== 'Confidential') return 'app'
    return patterns.some((pattern) => /^\^?\/?redrock/i.test(pattern)) ? 'siem' : ''
  }
  return template === 'OAuth2Server' ? 'machines' : 'people'
}
