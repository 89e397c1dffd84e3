let token = ''

/** The token of the setup link, taken out of the address before anything is shown, so that it ends up in no history and no screenshot. */
export const keepFirstAdministratorToken = (fragment: string) => {
  token = fragment
}

export const firstAdministratorToken = () => token
