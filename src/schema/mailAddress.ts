import { z } from 'zod'

export const mailAddress = z.union([
  z.literal(''),
  z.email('Give an address such as ada@acme.test, or leave it empty.'),
])
