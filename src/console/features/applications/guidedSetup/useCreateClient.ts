import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useAct } from '#console/api/queries.ts'
import { isOwnClient, redirectsOf } from '#schema/application/ofTemplate.ts'
import type { TemplateName } from '#schema/application/index.ts'
import { needsServiceUser, type ClientSetup } from '#schema/clientSetup.ts'
import { madeOf } from '../done/made.ts'
import { rememberSecret } from '../done/shownSecret.ts'
import { recipeOf, type RecipeId } from '#schema/recipes/index.ts'

type Options = {
  recipe: RecipeId
  key: string
  onFail: (error: unknown) => void
  onMade: (rowKey: string) => void
}

/** Creates everything at once and goes on to the page that shows the secret. A second click while it runs does nothing. */
export function useCreateClient({ recipe, key, onFail, onMade }: Options) {
  const { mutateAsync, isPending } = useAct('createClient')
  const navigate = useNavigate()
  const running = useRef(false)
  const create = async (setup: ClientSetup) => {
    if (running.current) return
    running.current = true
    try {
      const { template } = recipeOf(recipe)
      const result = await mutateAsync({ key, recipe, template, setup })
      rememberSecret(result.applicationRowKey, result.secret)
      onMade(result.applicationRowKey)
      await navigate({
        to: '/apps/setup/done/$rowKey',
        params: { rowKey: result.applicationRowKey },
        replace: true,
        state: {
          made: madeOf(result, {
            recipe,
            applicationName: setup.description.name,
            template,
            audience: setup.generalUsage.audience,
            redirectUri: redirectsOf({ template, config: setup })[0] ?? '',
            secretOrigin: originOf(template, setup),
          }),
        },
      })
    } catch (error) {
      onFail(error)
    } finally {
      running.current = false
    }
  }
  return { create, creating: isPending }
}

function originOf(template: TemplateName, setup: ClientSetup) {
  if (isOwnClient({ template })) return 'generated'
  if (!needsServiceUser(template, setup)) return 'none'
  const { user, secretOrigin } = setup.confidentialClient
  return user === 'existing' ? 'existing' : secretOrigin
}
