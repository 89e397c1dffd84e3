import { gallery } from './steps.ts'

// npm run pictures: makes the pictures of the gallery anew, as they look now.
const { failed } = await gallery('--update', 'src/console/gallery/pictures')
process.exitCode = failed > 0 ? 1 : 0
