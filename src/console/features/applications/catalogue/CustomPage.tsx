import { CatalogueHeader } from './CatalogueHeader.tsx'
import { TemplateTiles } from './TemplateTiles.tsx'
import { Tiles } from './Tiles.tsx'

/** The templates: an application with its defaults, to be set up by hand. */
export function CustomPage() {
  return (
    <>
      <CatalogueHeader />
      <Tiles aria-label="Templates">
        <TemplateTiles />
      </Tiles>
    </>
  )
}
