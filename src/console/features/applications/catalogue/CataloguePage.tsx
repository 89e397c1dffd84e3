import { getRouteApi } from '@tanstack/react-router'
import { guidedSetup } from '#console/api/offered.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { FilterChips } from '#console/ui/FilterChips.tsx'
import { ButtonLink, TextLink } from '#console/ui/links.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { recipeOf } from '#schema/recipes/index.ts'
import { programKinds } from '#schema/recipes/programKind.ts'
import { CatalogueHeader } from './CatalogueHeader.tsx'
import { catalogueFor, type Offer } from './catalogueFor.ts'
import type { CatalogueSearch } from './catalogueSearch.ts'
import { CustomPage } from './CustomPage.tsx'
import { waysFor } from './otherWays.ts'
import { TemplateTiles } from './TemplateTiles.tsx'
import { Tile } from './Tile.tsx'
import { Tiles } from './Tiles.tsx'

const route = getRouteApi('/signedIn/apps/add')

/** Guided setup first: it makes all that a client needs, where a template makes the application alone. */
export function CataloguePage() {
  const guided = signedInRoute.useRouteContext().offered(...guidedSetup)
  return guided ? <Recommended /> : <CustomPage />
}

function Recommended() {
  const { offered } = signedInRoute.useRouteContext()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (part: Partial<CatalogueSearch>) =>
    void navigate({ search: { ...search, ...part }, replace: true, resetScroll: false })
  const offers = catalogueFor(search)
  const ways = waysFor(search).filter(
    ({ to }) => to !== '/identity-providers/new' || offered('createIdentityProvider'),
  )
  const whole = search.find === '' && search.kind === ''
  return (
    <>
      <CatalogueHeader />
      <Toolbar>
        <SearchField
          label="Search by product, such as Splunk"
          value={search.find}
          onSearch={(find) => set({ find })}
        />
        <FilterChips
          label="What it should do"
          options={{ '': 'Anything', ...programKinds }}
          value={search.kind}
          onChange={(kind) => set({ kind })}
        />
      </Toolbar>
      {offers.length + ways.length === 0 ? (
        <EmptyState
          actions={
            <>
              <Button onClick={() => set({ find: '', kind: '' })}>Show all</Button>
              <ButtonLink to="/apps/add/custom">Look at the templates</ButtonLink>
            </>
          }
        >
          No recipe is known by these words. Choose what the program does instead, or begin with a template.
        </EmptyState>
      ) : (
        <Tiles aria-label="Guided setup and templates">
          {offers.map((offer, index) => (
            <RecipeTile key={offer.recipe} offer={offer} first={index === 0} />
          ))}
          {ways.map(({ title, summary, action, to }) => (
            <Tile
              key={title}
              title={title}
              kind="Not an application"
              action={
                <ButtonLink to={to} search={to === '/users/new' ? { for: 'client' } : {}}>
                  {action}
                </ButtonLink>
              }
            >
              {summary}
            </Tile>
          ))}
          {whole && <TemplateTiles only="OAuth2ServerClient" />}
        </Tiles>
      )}
    </>
  )
}

function RecipeTile({ offer: { recipe, cases }, first }: { offer: Offer; first: boolean }) {
  const { title, summary } = recipeOf(recipe)
  return (
    <Tile
      title={title}
      kind="Guided setup"
      action={
        <ButtonLink
          look={first ? 'primary' : 'secondary'}
          to="/apps/setup/$recipe"
          params={{ recipe }}
          aria-label={`Start guided setup: ${title}`}
        >
          Start
        </ButtonLink>
      }
    >
      {summary}
      {cases.length > 0 && (
        <>
          {' '}
          Ready for{' '}
          {cases.map((each, index) => (
            <span key={each}>
              {index > 0 && (index === cases.length - 1 ? ' and ' : ', ')}
              <TextLink
                to="/apps/setup/$recipe"
                params={{ recipe: each }}
                aria-label={`Start guided setup: ${recipeOf(each).title}`}
              >
                {recipeOf(each).title}
              </TextLink>
            </span>
          ))}
          .
        </>
      )}
    </Tile>
  )
}
