import '@fontsource-variable/inter/wght.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { newQueryClient } from '#console/api/queryClient.ts'
import { Gallery } from './Gallery.tsx'
import { GalleryHead } from './GalleryHead.tsx'
import { Stage } from './Stage.tsx'
import { standIn } from './standIn.ts'

// npm run dev, then /gallery. No page of the console leads here, so no build holds it.
const container = document.getElementById('gallery')
if (!container) throw new Error('gallery.html has lost its #gallery element.')

standIn()
const asked = new URLSearchParams(location.search)
const scheme = asked.get('theme') === 'dark' ? 'dark' : 'light'

createRoot(container).render(
  <StrictMode>
    <Stage scheme={scheme} queryClient={newQueryClient()}>
      {asked.has('framed') ? <Gallery /> : <GalleryHead scheme={scheme} narrow={asked.has('narrow')} />}
    </Stage>
  </StrictMode>,
)
