export type Person = { name: string; displayName: string; groups: string[] }

/** Who signs in at the external identity provider. */
export const people: readonly Person[] = [
  { name: 'ines@partner.test', displayName: 'Ines Alvarez', groups: ['staff', 'bank-customers'] },
  { name: 'omar@partner.test', displayName: 'Omar Haddad', groups: ['staff'] },
  { name: 'yuki@partner.test', displayName: 'Yuki Tanaka', groups: [] },
]

export const personOf = (name: string): Person | undefined =>
  people.find((person) => person.name === name.trim().toLowerCase())

/** What is said of a person. */
export const claimsOf = ({ name, displayName, groups }: Person) => ({
  // Never another one's, whatever they are called later
  sub: subjectOf(name),
  preferred_username: name,
  name: displayName,
  email: name,
  email_verified: true,
  groups,
})

const subjectOf = (name: string) => `partner-${people.findIndex((person) => person.name === name) + 1}`

export const personOfSubject = (subject: string) =>
  people.find((person) => subjectOf(person.name) === subject)

export const claimsByScope = {
  openid: ['sub'],
  profile: ['name', 'preferred_username'],
  email: ['email', 'email_verified'],
  groups: ['groups'],
}
