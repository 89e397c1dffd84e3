import { styled } from '@mui/material/styles'

/** What a script can call, in the words of vendor guides (contract.md 14). */
export const ClaimsScriptReference = () => (
  <Fold>
    <summary>What a script can use</summary>
    <dl translate="no">
      {offers.map(({ code, means }) => (
        <div key={code}>
          <dt>
            <code>{code}</code>
          </dt>
          <dd>{means}</dd>
        </div>
      ))}
    </dl>
  </Fold>
)

const offers = [
  { code: 'setClaim(name, value)', means: 'Sets a claim. Without a value (null) the claim is left out.' },
  {
    code: 'setClaimArray(name, list)',
    means: 'Sets a claim to a list. A list of one stays a list.',
  },
  { code: 'setClaimObject(name, object)', means: 'Sets a claim to an object.' },
  {
    code: "LoginUser.Get('mail')",
    means:
      'An attribute of the user: Name, DisplayName, Mail, Description, MobileNumber, OfficeNumber, HomeNumber. Null when it is empty or unknown.',
  },
  {
    code: 'LoginUser.RoleNames',
    means: 'The names of the user’s roles, as a list. Roles inside of roles count.',
  },
  { code: 'LoginUser.Uuid', means: 'The user’s ID. Username, DisplayName and Email are there as well.' },
  { code: "TenantData.Get('CybrTenantID')", means: 'The tenant’s ID. CybrSubdomain is there as well.' },
]

const Fold = styled('details')(({ theme }) => ({
  ...theme.typography.body2,
  marginTop: theme.spacing(2),
  '& > summary': { cursor: 'pointer', padding: theme.spacing(1, 0), fontWeight: 500 },
  '& dl': { margin: theme.spacing(1, 0, 0) },
  '& dl > div': { padding: theme.spacing(1.5, 0) },
  '& dl > div + div': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  '& dt': { overflowWrap: 'anywhere' },
  '& dd': { margin: 0, color: theme.vars.palette.text.secondary },
}))
