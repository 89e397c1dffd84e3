import fc from 'fast-check'

// Before each test file of a soak: all properties begin with its seed.
fc.configureGlobal({ seed: Number(process.env['SOAK_SEED']) })
