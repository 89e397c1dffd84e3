/** The one way in which people sign in: with their password. Programs that set DefaultAuthProfile of an application name it by its id. */
export const authenticationProfile = {
  uuid: '5e0dd8a1-3c3a-4a5e-9d6c-6a1b4f0c7e21',
  name: 'Password',
} as const
