import { problemInWords } from '#console/api/problem.ts'
import { useEdit } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { FindingList } from '#console/ui/FindingList.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
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
      <FindingList
        findings={findings}
        action={(finding) =>
          finding.cure && (
            <Button busy={isPending} disabledReason={lack} onClick={() => mend(finding)}>
              {finding.cure.label}
            </Button>
          )
        }
      />
    </>
  )
}
