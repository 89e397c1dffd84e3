import { styled } from '@mui/material/styles'
import { useFormContext } from 'react-hook-form'
import { Button } from '#console/ui/Button.tsx'
import { keepFocus } from '#console/ui/keepFocus.ts'
import type { NewUser } from '#schema/user/credential.ts'

/** The suffixes that this tenant knows; one click puts it behind the name. */
export function SuffixHint({ suffixes }: { suffixes: string[] }) {
  const { getValues, setValue } = useFormContext<NewUser>()
  const append = (suffix: string) => {
    const [local = ''] = getValues('account.name').split('@')
    setValue('account.name', `${local}@${suffix}`, { shouldTouch: true, shouldValidate: local !== '' })
  }
  return (
    <Row onMouseDown={keepFocus}>
      Suffixes of this tenant:
      {suffixes.map((suffix) => (
        <Button key={suffix} look="plain" onClick={() => append(suffix)}>
          @{suffix}
        </Button>
      ))}
    </Row>
  )
}

const Row = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  color: theme.vars.palette.text.secondary,
  '& button': { ...theme.typography.body2, minHeight: 28 },
}))
