import { guidedSetup } from '#console/api/offered.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ButtonLink } from '#console/ui/links.tsx'
import { isRecipe, recipeOf, recipes } from '../guidedSetup/recipes.ts'
import { CatalogueHeader } from './CatalogueHeader.tsx'
import { CustomPage } from './CustomPage.tsx'
import { TemplateTiles } from './TemplateTiles.tsx'
import { Tile } from './Tile.tsx'
import { Tiles } from './Tiles.tsx'

/** Guided setup first: it makes all that a client needs, where a template makes the application alone. */
export function CataloguePage() {
  const guided = signedInRoute.useRouteContext().offered(...guidedSetup)
  if (!guided) return <CustomPage />
  return (
    <>
      <CatalogueHeader />
      <Tiles aria-label="Guided setup and templates">
        {Object.keys(recipes)
          .filter(isRecipe)
          .map((recipe, index) => (
            <Tile
              key={recipe}
              title={recipeOf(recipe).title}
              kind="Guided setup"
              action={
                <ButtonLink
                  look={index === 0 ? 'primary' : 'secondary'}
                  to="/apps/setup/$recipe"
                  params={{ recipe }}
                  aria-label={`Start guided setup: ${recipeOf(recipe).title}`}
                >
                  Start
                </ButtonLink>
              }
            >
              {recipeOf(recipe).summary}
            </Tile>
          ))}
        <TemplateTiles only="OAuth2ServerClient" />
      </Tiles>
    </>
  )
}
