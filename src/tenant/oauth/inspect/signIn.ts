import { foreseePassword, type Foreseen } from '../../directory/source/proveByPassword.ts'
import { admit, savedRules, type Admitted } from '../../federation/admit.ts'
import type { Tenant } from '../../tenant.ts'
import { judgeAll } from '../check.ts'
import { passwordRight } from '../checks/passwordRight.ts'
import { passwordFacts } from '../grants/resourceOwner.ts'
import { stepsOf, type Step } from './step.ts'

/** Where somebody of that name signs in through this door, and what the right password would be answered there. */
export async function signInOf(
  tenant: Tenant,
  { name, door }: { name: string; door: 'Browser' | 'NativeClient' },
): Promise<{ admitted: Admitted; foreseen: Foreseen }> {
  const [admitted, foreseen] = await Promise.all([
    admit(tenant.database.read, { name, door }),
    foreseePassword(tenant, name),
  ])
  return { admitted, foreseen }
}

type SignIn = Awaited<ReturnType<typeof signInOf>>

/** What somebody meets on the sign-in page. */
export async function pageSteps(tenant: Tenant, signIn: SignIn): Promise<Step[]> {
  const { admitted } = signIn
  const where: Step = {
    id: 'placeToSignIn',
    during: 'signIn',
    known: 'certain',
    passed: admitted.to !== 'nowhere',
    expected: 'A place to sign in: here, or the identity provider to which a routing rule leads',
    ...(await placeInWords(tenant, admitted)),
  }
  if (admitted.to === 'nowhere') return [where]
  if (admitted.to === 'identityProvider')
    return [
      where,
      {
        id: 'identityProviderSays',
        during: 'signIn',
        known: 'assumed',
        passed: true,
        expected: `${admitted.name} says who it is, and that leads to this account`,
        seen: 'Only a sign-in there tells',
        mend: { type: 'identityProvider', id: admitted.id },
      },
    ]
  return [where, ...passwordSteps(signIn)]
}

function passwordSteps({ foreseen }: SignIn): Step[] {
  if ('elsewhere' in foreseen) return [elsewhere('signIn', foreseen)]
  const account = 'user' in foreseen ? foreseen.user : 'toChange' in foreseen ? foreseen.toChange : null
  return stepsOf('signIn', judgeAll([passwordRight], passwordFacts(foreseen)), {
    passwordRight: {
      // The page says it
      answer: undefined,
      ...('toChange' in foreseen
        ? {
            known: 'assumed' as const,
            seen: 'The right password, which the person has to change on the page first',
          }
        : {}),
      ...(account ? { mend: { type: 'user', id: account.id, at: 'status.state' } } : {}),
      cure: 'Look at the state of the account, and whether it is one of a person with a password.',
    },
  })
}

export const elsewhere = (during: Step['during'], { elsewhere: name }: { elsewhere: string }): Step => ({
  id: passwordRight.id,
  during,
  known: 'assumed',
  passed: true,
  expected: 'The login name and password of an active person',
  seen: `Only ${name}, which keeps the password, can tell`,
})

async function placeInWords(
  { database }: Tenant,
  admitted: Admitted,
): Promise<Pick<Step, 'seen'> & Partial<Pick<Step, 'cure' | 'mend'>>> {
  if (admitted.to === 'directories') return { seen: 'Here, by password: no routing rule leads elsewhere' }
  const mend = { type: 'routingRules', id: '' } as const
  if (admitted.to === 'nowhere')
    return {
      seen: 'None: a role requires federation, and no routing rule leads anywhere',
      cure: 'Add a routing rule that leads to an identity provider, or take the person out of the role that requires federation.',
      mend,
    }
  const rules = await savedRules(database.read)
  const place = rules.findIndex(({ id }) => id === admitted.rule) + 1
  const here = admitted.keepsLocalSignIn ? ', or here on the page for administrators' : ''
  return { seen: `At ${admitted.name}, to which routing rule ${place} leads${here}`, mend }
}
