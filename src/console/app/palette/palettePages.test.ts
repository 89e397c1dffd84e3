import { expect, test } from 'vitest'
import { pagesFor } from './palettePages.ts'
import { hasTyped } from './place.ts'

const everything = pagesFor({ UserId: 'ada', Rights: [], SystemAdministrator: true }, () => true)
const found = (text: string) =>
  everything.filter(({ label, detail }) => hasTyped(text, label, detail)).map(({ label }) => label)

test('lists are found by the names that the vendor’s guides and other products give them', () => {
  expect(found('applications')).toEqual(['Apps'])
  expect(found('web apps')).toEqual(['Apps', 'Add Web Apps'])
  expect(found('partner')).toEqual(['External Identity Providers'])
  expect(found('federation')).toEqual(['External Identity Providers'])
  expect(found('create directory user')).toEqual(['Add user'])
  expect(found('signing')).toEqual(['Settings: Keys'])
})
