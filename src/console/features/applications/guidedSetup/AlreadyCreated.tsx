import { newUuid } from '#console/api/newUuid.ts'
import { ButtonLink } from '#console/ui/links.tsx'
import { MessagePage } from '#console/ui/MessagePage.tsx'
import { recipeOf, type RecipeId } from '#schema/recipes/index.ts'

/** In the place of a form whose application exists: Back leads here. */
export const AlreadyCreated = ({ recipe, rowKey }: { recipe: RecipeId; rowKey: string }) => (
  <MessagePage
    title="Already created"
    actions={
      <>
        <ButtonLink look="primary" to="/apps/$id/$tab" params={{ id: rowKey, tab: 'connect' }}>
          Open the application
        </ButtonLink>
        <ButtonLink to="/apps/setup/$recipe" params={{ recipe }} search={{ draft: newUuid() }}>
          Create another one
        </ButtonLink>
      </>
    }
  >
    What you filled in here for “{recipeOf(recipe).title}” has become an application. Change it there.
  </MessagePage>
)
