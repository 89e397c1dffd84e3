import { styled } from '@mui/material/styles'
import { problemInWords } from '#console/api/problem.ts'
import { useEdit } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import type { Finding } from '#schema/judgement.ts'
import { userFindings } from '#schema/user/findings.ts'
import type { UserConfig } from '#schema/user/index.ts'
import { toUserWire } from '#schema/user/wire.ts'

type Props = { id: string; saved: UserConfig; version: number; lack: string | undefined }

/** What is risky about the user as saved. Each is mended by one click, which saves that and nothing else. */
export function UserFindings({ id, saved, version, lack }: Props) {
  const { mutate, isPending, error } = useEdit('changeUser')
  const findings = userFindings(saved)
  const mend = ({ at, cure }: Finding) => {
    const mended: Record<string, Record<string, unknown>> = structuredClone(saved)
    const [category = '', key = ''] = at.split('.')
    mended[category] = { ...mended[category], [key]: cure?.value }
    mutate({ params: { ...toUserWire(mended as UserConfig), ID: id }, startedFrom: version })
  }
  return (
    <>
      {error && <ProblemBanner key={error.message} {...problemInWords(error)} focused />}
      {findings.length > 0 && (
        <List aria-label="Findings">
          {findings.map((finding) => (
            <li key={finding.id}>
              <SeverityText severity={finding.severity}>{finding.message}</SeverityText>
              {finding.cure && (
                <Button busy={isPending} disabledReason={lack} onClick={() => mend(finding)}>
                  {finding.cure.label}
                </Button>
              )}
            </li>
          ))}
        </List>
      )}
    </>
  )
}

const List = styled('ul')(({ theme }) => ({
  ...theme.typography.body2,
  listStyle: 'none',
  margin: theme.spacing(0, 0, 5),
  padding: theme.spacing(3),
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
  '& > li': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(2, 4),
    '& > div': { flex: '1 1 320px', maxWidth: 720 },
  },
}))
