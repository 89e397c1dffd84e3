import react from '@vitejs/plugin-react'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const bff = process.env['BFF_URL']

/** What every page needs runs first: zod has to know before the first schema that it may not compile code (jitless.ts). */
const foundation =
  /node_modules\/(react|react-dom|scheduler|@tanstack(?!.*(virtual|useQueries|useSuspenseQueries|queriesObserver|useBlocker))|zod|stylis|@emotion)\/|app\/jitless/

/** What the frame and a list are made of; the other parts of pages come with the first page that shows one. */
const screen =
  /src\/console\/(api\/|object\/(lastList|ListPage)|ui\/(?!.*Dialog|CodeBlock|CopyField|FaultText|Panel|ProblemBanner|RelativeTime|relativeTime|RouteTabs|SaveBar|SectionHeading|SeverityText|Stepper))/

export default defineConfig({
  cacheDir: '.cache/vite',
  plugins: [react(), zodInPart(), compressed()],
  // npm run dev: what is not the console itself. The bff answers for its public host only.
  server: {
    proxy: bff ? { '^/(api|bff)/|^/(callback|livez|readyz)\\b': { target: bff, changeOrigin: false } } : {},
  },
  build: {
    outDir: 'dist',
    // The content security policy allows no inline script and no data: font.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The size budget reads which chunks a page needs from it.
    manifest: true,
    rolldownOptions: {
      // Emotion has it for withTheme, which nobody here calls.
      treeshake: { moduleSideEffects: [{ test: /hoist-non-react-statics/, sideEffects: false }] },
      output: {
        codeSplitting: {
          // Few chunks: many small ones weigh a twentieth more and are asked for one by one.
          groups: [
            { name: 'foundation', test: foundation, priority: 3 },
            { name: 'screen', test: screen, priority: 2 },
            { name: 'parts', test: /src\/console\/ui\/(?!.*Dialog)/, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: ['**/*.browser.test.tsx'],
    environment: 'node',
    // npm test -- soak
    setupFiles: process.env['SOAK_SEED'] === undefined ? [] : ['src/testing/soak/seeded.ts'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

const leftOut: [RegExp, string][] = [
  [/core\.config\(\{ memoizer: core\.memoizer\(\) \}\)/, ''],
  [/core\.\$ZodObjectJIT\.init/, 'core.$ZodObject.init'],
  [/inst\._zod\.processJSONSchema = .+;$/gm, ''],
  [/processors\.aggregateChecks\(inst\)/g, '({})'],
  [/createStandardJSONSchemaMethod\(this, "\w+"\)/g, 'undefined'],
  [/createToJSONSchemaMethod\(this, \{\}\)\(params\)/, 'undefined'],
]

/**
 * The console judges values by schemas without cycles. It never writes a schema as JSON Schema nor asks for its bounds, and its content security
 * policy forbids the code that zod compiles. What zod has for these is a quarter of it, which every page would load.
 */
function zodInPart(): Plugin {
  return {
    name: 'zod-in-part',
    apply: 'build',
    transform: {
      filter: { id: /\/zod\/v4\/classic\/schemas\.js$/ },
      handler: (code) =>
        leftOut.reduce((rest, [part, instead]) => {
          const without = rest.replace(part, instead)
          if (without !== rest) return without
          throw new Error(
            `zod has changed: there is no ${part} to leave out. See in vite.config.ts what it was for.`,
          )
        }, code),
    },
  }
}

/** Writes what browsers ask for most, Brotli and gzip, beside each file of text: the bff serves them as they are. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|svg)$/.test(name)) continue
        const file = join(dir, name)
        const content = readFileSync(file)
        writeFileSync(`${file}.br`, brotliCompressSync(content))
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
      }
    },
  }
}
