import { styled } from '@mui/material/styles'
import { useNavigate } from '@tanstack/react-router'
import { Fragment, type ComponentProps, type ReactNode } from 'react'
import { lackOf } from '#console/api/me.ts'
import { offersNoun } from '#console/api/offered.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { CreateForm } from '#console/form/CreateForm.tsx'
import type { ObjectFormState } from '#console/form/useObjectForm.ts'
import { ButtonLink } from '#console/ui/links.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { CallOfSaving } from './calls/CallOfSaving.tsx'
import { DraftStatus } from './draft/DraftStatus.tsx'
import { useNewDraft } from './draft/useNewDraft.ts'
import { useVersionTaken } from './useVersionTaken.ts'
import { VersionNotice } from './VersionNotice.tsx'
import { nouns, type ObjectType } from '#schema/nouns.ts'

type Props<Values> = {
  /** An application is added from the catalogue. */
  type: Exclude<ObjectType, 'application'>
  object: ObjectFormState<Values>
  /** What it is, in a sentence. */
  about: string
  /** Gives the id of what was made; undefined where the page itself shows something about it. */
  create: (values: Values) => Promise<string | undefined>
  /** What `create` sends, but for secrets that are made on the way. */
  call: ComponentProps<typeof CallOfSaving<Values>>
  /** The tab that comes next. */
  next: string
  /** Instead of the fields of every category. */
  children?: ReactNode
}

/** A new object of a noun on one page. */
export function NewObjectPage<Values>({ type, object, about, create, call, next, children }: Props<Values>) {
  const { one, many, path, writers } = nouns[type]
  const { me, offered } = signedInRoute.useRouteContext()
  const navigate = useNavigate()
  const version = useVersionTaken(type, object)
  const keeps = offered('draftsSave', 'draftsGet', 'draftsDelete')
  const draft = useNewDraft({ type, object, offered: keeps })
  const lack = lackOf(me, ...writers)
  if (!offersNoun(offered, type)) return <NotOfferedPage what={many} />
  return (
    <>
      <PageHeader title={`Add ${one}`}>{about}</PageHeader>
      {lack && (
        <NoticeBanner>
          You may look at {many}, not add any. {lack}
        </NoticeBanner>
      )}
      <CreateForm
        object={object}
        within={`${path}/new`}
        submit={`Create ${one}`}
        submitDisabledReason={lack}
        {...(keeps && {
          draft: {
            kept: draft.state !== 'failed',
            restored: draft.restored,
            status: (
              <DraftStatus
                draft={draft}
                discarding={{
                  words: 'What you have filled in is deleted. Nothing has been created yet.',
                  leave: async () => {
                    object.form.reset(object.base.values)
                    await navigate({ to: path, ignoreBlocker: true })
                  },
                }}
              />
            ),
          },
        })}
        create={async (values) => {
          const id = await create(values)
          if (keeps) void draft.end().catch(() => undefined)
          object.rebase({ values: object.base.values as Values })
          if (id !== undefined)
            await navigate({
              to: `${path}/$id/$tab` as const,
              params: { id, tab: next },
              // What is not asked for here follows on the page of the object
              state: version.taken ? { from: version.taken } : {},
              ignoreBlocker: true,
            })
        }}
        cancel={<ButtonLink to={path}>Cancel</ButtonLink>}
      >
        <VersionNotice version={version} isNew />
        {children ??
          object.categories.map((category, index) => (
            <Fragment key={category.id}>
              {index > 0 && <SectionHeading>{category.title}</SectionHeading>}
              <CategoryForm category={category} summary={false} />
            </Fragment>
          ))}
        <AsCall>
          <CallOfSaving<Values> {...call} />
        </AsCall>
      </CreateForm>
    </>
  )
}

const AsCall = styled('div')(({ theme }) => ({ maxWidth: 640, marginTop: theme.spacing(8) }))
