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
  /@mui\/\w+\/(DefaultPropsProvider|GlobalStyles|useEnhancedEffect)|src\/schema\/capital\.|src\/console\/(api\/(?!streamed)|features\/applications\/list\/StateChip|object\/(lastList|ListPage)|ui\/(?!.*Dialog|CodeBlock|CopyButton|CopyField|FaultText|FilterChips|FilterSelect|Fold|FindingList|localMoment|Names|Panel|ProblemBanner|RelativeTime|relativeTime|RiskList|RouteTabs|SaveBar|SectionHeading|SeverityText|Stepper))/

/** What the console never uses of files that every page loads. */
const leftOut: { of: RegExp; parts: [RegExp, string][] }[] = [
  {
    // It judges values by schemas without cycles, writes no schema as JSON Schema nor asks for its bounds, and its content security policy forbids
    // the code that zod compiles: a quarter of zod.
    of: /\/zod\/v4\/classic\/schemas\.js$/,
    parts: [
      [/core\.config\(\{ memoizer: core\.memoizer\(\) \}\)/, ''],
      [/core\.\$ZodObjectJIT\.init/, 'core.$ZodObject.init'],
      [/inst\._zod\.processJSONSchema = .+;$/gm, ''],
      [/processors\.aggregateChecks\(inst\)/g, '({})'],
      [/createStandardJSONSchemaMethod\(this, "\w+"\)/g, 'undefined'],
      [/createToJSONSchemaMethod\(this, \{\}\)\(params\)/, 'undefined'],
    ],
  },
  {
    // The colours of components that it does not have, for both schemes: most of what MUI computes.
    of: /\/@mui\/material\/styles\/createThemeWithVars\.mjs$/,
    parts: [
      [
        /^ *setColor\(palette\.(Alert|AppBar|Avatar|FilledInput|LinearProgress|Skeleton|Slider|SnackbarContent|SpeedDialAction|StepConnector|StepContent), .+\);.*$/gm,
        '',
      ],
    ],
  },
]

const inBrowser = ['**/*.browser.test.tsx']

/**
 * Tests that need modules of their own: those that count the runs of argon2 replace one, and those that start processes, kill or measure
 * share nothing with others.
 */
const alone = [
  'src/tenant/directory/{enumeration,secretFits}.test.ts',
  'src/*.test.ts',
  'src/testing/**/*.test.ts',
  '**/{inUse,expiries,dataFolder}.test.ts',
]

export default defineConfig({
  cacheDir: '.cache/vite',
  plugins: [react(), packagesInPart(), compressed()],
  // npm run dev: what is not the console itself. The bff answers for its public host only.
  server: {
    proxy: bff ? { '^/(api|bff)/|^/(callback|livez|readyz)\\b': { target: bff, changeOrigin: false } } : {},
  },
  build: {
    outDir: 'dist',
    // The content security policy allows no inline script and no data: font.
    modulePreload: {
      polyfill: false,
      // What a page needs besides is found in it, a moment later: pages are asked for while somebody points at their link. The first screen would
      // name every file of the console.
      resolveDependencies: (_, needed, { hostType }) => (hostType === 'js' ? [] : needed),
    },
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
            { name: 'parts', test: /src\/console\/ui\/(?!.*(?:Dialog|Finding|Severity))/, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        // Loading everything anew for each file was a third of the work. Files share what they load, as requests in a server do.
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: [...inBrowser, ...alone],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
    environment: 'node',
    // npm test -- soak
    setupFiles: process.env['SOAK_SEED'] === undefined ? [] : ['src/testing/soak/seeded.ts'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A machine that others keep busy. What passes on its second try is told by name.
    retry: process.env['CI'] === 'true' ? 1 : 0,
  },
})

/** Builds the console without what it never uses of its packages. */
function packagesInPart(): Plugin {
  return {
    name: 'packages-in-part',
    apply: 'build',
    transform: {
      filter: { id: leftOut.map(({ of }) => of) },
      handler: (code, id) =>
        (leftOut.find(({ of }) => of.test(id))?.parts ?? []).reduce((rest, [part, instead]) => {
          const without = rest.replace(part, instead)
          if (without !== rest) return without
          throw new Error(
            `${id} has changed: there is no ${part} to leave out. See in vite.config.ts what it was for.`,
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
