import { config } from 'zod'

// zod probes `new Function` when a schema is first used, which the content security policy forbids. Imported before every schema.
config({ jitless: true })
