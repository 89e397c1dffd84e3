import type { ClientSetup } from '#schema/clientSetup.ts'

type Settings = { [Category in keyof ClientSetup]?: Partial<ClientSetup[Category]> }

/** A client as a known program needs it (screens.md 11): where its form starts, and what the program's own guide leaves out. */
export type Recipe = {
  title: string
  summary: string
  /** What differs from the defaults of the settings. */
  start: Settings & { description: { applicationId: string; name: string; description: string } }
  /** What is to be known at a setting: hints['scope.scopes']. */
  hints: Record<string, string>
  /** Who gets the hand-off card. */
  consumer: string
  /** What the program's form wants as Name; the application's name when it does not say. */
  nameThere?: string
}

const reader = {
  tokens: { authMethods: ['ClientCreds'] },
  scope: { scopes: [{ name: 'siem', description: 'Read events', patterns: ['Redrock/query'] }] },
  confidentialClient: { rights: ['monitor'] },
} satisfies Settings

const whereSecret =
  'The client ID and the secret come on User Access: they are the login name and the password of a service user.'

export const recipes = {
  siem: {
    title: 'SIEM event reader',
    summary: 'A program that reads the events of this tenant with queries, such as Splunk or ArcSight.',
    start: {
      ...reader,
      description: {
        applicationId: 'siem-reader',
        name: 'SIEM event reader',
        description: 'Lets a SIEM read the events of this tenant.',
      },
    },
    hints: {
      'generalUsage.clientIdType': whereSecret,
      'tokens.authMethods': 'Client Creds is all that a SIEM needs: it acts for itself, and nobody signs in.',
      'scope.scopes': 'Redrock/query is the one call that a SIEM makes.',
      'confidentialClient.rights':
        'Read Only System Administration lets queries return the events of everybody.',
    },
    consumer: 'your SIEM',
  },
  expel: {
    title: 'Expel Workbench',
    summary: 'The same for Expel, with the steps that its guide leaves out.',
    start: {
      ...reader,
      description: {
        applicationId: 'expel-workbench',
        name: 'Expel Workbench',
        description: 'Lets Expel read the events of this tenant.',
      },
    },
    hints: {
      'generalUsage.clientIdType': whereSecret,
      'tokens.tokenType': 'Expel needs the JWT.',
      'tokens.authMethods': 'Expel’s guide does not mention it, yet without Client Creds there is no token.',
      'scope.scopes':
        'Expel’s guide writes Redrock/*, which opens the same queries: the * repeats the slash. Redrock/query says what is meant.',
      'confidentialClient.rights':
        'Expel’s guide leaves this out, yet without Read Only System Administration queries return no events.',
      'confidentialClient.loginName': 'Expel asks for it as Username: the whole name, with the suffix.',
    },
    consumer: 'Expel Workbench',
    nameThere: 'CyberArk',
  },
} as const satisfies Record<string, Recipe>

export type RecipeId = keyof typeof recipes

export const isRecipe = (id: string): id is RecipeId => Object.hasOwn(recipes, id)

export const recipeOf = (id: RecipeId): Recipe => recipes[id]
