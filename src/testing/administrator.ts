/** The first administrator of tenants under test. */
export const administrator = { user: 'ada@acme.test', password: 'correct horse battery 7' }
