import { category } from '../category.ts'
import { grantList } from '../kinds/grantList.ts'

export const userAccess = category('userAccess', {
  title: 'User Access',
  also: 'Permissions',
  summary: 'Who may use the application. Only principals with Run can get tokens.',
  settings: {
    grants: grantList({
      label: 'Permissions',
      help: 'A client’s user needs Run, directly or through a role or group. Run and View are enough for a service user.',
    }),
  },
})
