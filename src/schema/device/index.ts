import { z } from 'zod'
import { category, objectOf, type ConfigOf } from '../category.ts'
import { choice } from '../kinds/choice.ts'
import { sealedSecret } from '../kinds/sealedSecret.ts'
import { text } from '../kinds/text.ts'
import { toggle } from '../kinds/toggle.ts'
import { upTo } from '../upTo.ts'
import { noServer, serverAddress } from './server.ts'

/** The form of a SIEM's security device, and what it reads (S9). */
export const deviceSettings = category('settings', {
  title: 'Settings',
  summary: 'Where the events are, and as whom they are read.',
  settings: {
    name: text({
      label: 'Name',
      help: 'Unique among security devices, whatever the case of its letters.',
      maxLength: 200,
      check: upTo(200, z.string().trim()).min(1, 'Give the device a name.'),
      example: 'CyberArk',
      wire: 'Name',
    }),
    location: choice({
      label: 'Location',
      help: 'Where the tenant runs. It is a note for people and changes nothing.',
      default: 'Cloud',
      options: { Cloud: 'Cloud', OnPrem: 'On-prem' },
      wire: 'Location',
    }),
    applicationId: text({
      label: 'Application ID',
      help: 'As it stands on Description of the application, letter by letter: another case is another application.',
      maxLength: 100,
      check: z
        .string()
        .regex(
          /^[A-Za-z0-9_-]*$/,
          'An Application ID has letters, digits, _ and - only. The Client ID is another thing: it goes into Username.',
        ),
      wire: 'ApplicationId',
    }),
    username: text({
      label: 'Username',
      help: 'The Client ID: the full login name of the service user, with its suffix.',
      also: 'Client ID',
      maxLength: 400,
      example: 'siem@example.com',
      wire: 'Username',
    }),
    password: sealedSecret({
      label: 'Password',
      help: 'The Client Secret of the service user. It is kept sealed and nobody reads it back. Another server, application or user name needs it again.',
      also: 'Client Secret',
      maxLength: 1000,
      wire: 'Password',
    }),
    server: text({
      label: 'Server',
      help: 'The address of the tenant. The scheme and a slash at the end may be left out.',
      maxLength: 400,
      check: serverAddress,
      example: 'https://acme.id.example.com',
      wire: 'Server',
    }),
    scope: text({
      label: 'Scope',
      help: 'Leave it empty unless the tenant asks for one: a request without a scope gets every scope of the application that the client may have.',
      maxLength: 400,
      check: z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e ]*$/, 'Names of scopes, with blanks between them.'),
      emptyMeans: 'None is asked for',
      wire: 'Scope',
    }),
    polling: toggle({
      label: 'Poll events',
      help: 'On, new events are fetched every five minutes. Off, the device is paused; what came meanwhile is fetched when it goes on.',
      default: true,
      wire: 'Polling',
    }),
  },
})

export const deviceCategories = [deviceSettings] as const
export type DeviceConfig = ConfigOf<typeof deviceCategories>

/** All six fields are needed. */
export const deviceConfig = objectOf(deviceCategories).check(({ value: { settings }, issues }) => {
  const missing = (key: keyof typeof settings, message: string) =>
    issues.push({ code: 'custom', input: settings[key], path: ['settings', key], message })
  if (settings.applicationId === '')
    missing('applicationId', 'Enter the Application ID of the application that the tokens come from.')
  if (settings.username === '') missing('username', 'Enter the login name of the service user.')
  if (settings.server === '') missing('server', noServer)
  const { since, next } = settings.password
  if (next === null || (next === undefined && since === null))
    missing('password', 'Type the client secret of the service user.')
})
