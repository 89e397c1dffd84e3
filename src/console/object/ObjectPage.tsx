import { useQueryClient, useSuspenseQuery, type UseSuspenseQueryOptions } from '@tanstack/react-query'
import { Navigate, useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Params } from '#console/api/call.ts'
import { useEdit } from '#console/api/queries.ts'
import { lackOf } from '#console/api/me.ts'
import { offersNoun } from '#console/api/offered.ts'
import type { ApiProblem } from '#console/api/problem.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ObjectForm } from '#console/form/ObjectForm.tsx'
import type { Warning } from '#console/form/ObjectSaveBar.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import type { EndpointName } from '#schema/api.ts'
import type { Category } from '#schema/category.ts'
import type { Change } from '#schema/kinds/kind.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { CallOfPage } from './calls/CallOfPage.tsx'
import { CallOfSaving } from './calls/CallOfSaving.tsx'
import { Changelog } from './Changelog.tsx'
import { ObjectHeader, type Heading, type Removal } from './ObjectHeader.tsx'
import { useOpenObject } from './openObject.ts'
import { ObjectTabs, type Tab } from './ObjectTabs.tsx'
import { useRemove } from './useRemove.ts'
import { useVersionTaken } from './useVersionTaken.ts'
import { VersionNotice } from './VersionNotice.tsx'

/** The call that saves all settings. */
type Saving<Read, Values, Name extends EndpointName> = {
  call: Name
  params: (values: Values, read: Read) => Params<Name>
}

type Props<Read, Values, Name extends EndpointName> = {
  type: ObjectType
  /** Reads it; null when there is none. */
  reading: UseSuspenseQueryOptions<Read | null, ApiProblem>
  /** The settings and the version from what was read. */
  saved: (read: Read) => { values: Values; version: number }
  categories: readonly Category[]
  schema: z.ZodType<Values> | ((read: Read) => z.ZodType<Values>)
  save: Saving<Read, Values, Name>
  heading: (read: Read) => Heading
  removal: (read: Read) => Removal
  /** Whether others may begin with its settings, and of an application the template that they begin with. */
  copied?: (read: Read) => { template: string | null }
  /** The tabs before Changelog: categoryTabs, and whatever else there is. */
  tabs: (read: Read) => Tab[]
  /** What the bar of tabs is called; the noun otherwise. */
  tabsLabel?: string
  /** Why it cannot be changed. `lack` says which right the person lacks. */
  readOnlyReason?: (read: Read, lack: string | undefined) => string | undefined
  /** What has to be confirmed on top of the review. */
  warn?: (changes: readonly Change[], read: Read) => Warning | undefined
  /** Shown with the review. */
  besides?: ReactNode
  /** Lives within the form, whatever tab is shown. */
  along?: ReactNode
  /** Stands between header and tabs. */
  notice?: (read: Read, version: number, lack: string | undefined) => ReactNode
}

/** An object of a noun: header, tabs with marks, one form over all of them, save bar, Changelog, deletion. */
export function ObjectPage<Read, Values, Name extends EndpointName>(props: Props<Read, Values, Name>) {
  const { offered } = signedInRoute.useRouteContext()
  return offersNoun(offered, props.type) ? (
    <Found {...props} />
  ) : (
    <NotOfferedPage what={nouns[props.type].many} />
  )
}

function Found<Read, Values, Name extends EndpointName>(props: Props<Read, Values, Name>) {
  const { id = '' } = useParams({ strict: false })
  // The loader found it. If somebody deletes it meanwhile, the next navigation says so.
  const read = useSuspenseQuery(props.reading).data
  return read === null ? null : <Editor key={id} {...props} id={id} read={read} />
}

function Editor<Read, Values, Name extends EndpointName>({
  id,
  read,
  ...props
}: Props<Read, Values, Name> & { id: string; read: Read }) {
  const { type, reading, categories, save, warn } = props
  const schema = typeof props.schema === 'function' ? props.schema(read) : props.schema
  const edit = useEdit(save.call)
  const { one, path, writers } = nouns[type]
  const { me, offered } = signedInRoute.useRouteContext()
  const { tab: wanted } = useParams({ strict: false })
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const saved = props.saved(read)
  const lacking = lackOf(me, ...writers)
  const lack = lacking && `You may look at this ${one}, not change it. ${lacking}`
  const object = useObjectForm<Values>({
    categories,
    schema,
    saved: saved.values,
    version: saved.version,
    keepAs: `${type} ${id}`,
    readOnlyReason: props.readOnlyReason ? props.readOnlyReason(read, lack) : lack,
  })
  const version = useVersionTaken(type, object)
  const removal = props.removal(read)
  const remove = useRemove({
    type,
    name: removal.name,
    queryKey: reading.queryKey,
    object,
    remove: removal.remove,
  })
  const tabs: Tab[] = [
    ...props.tabs(read),
    ...(offered('historyList')
      ? [
          {
            id: 'changelog',
            title: 'Changelog',
            content: <Changelog type={type} id={id} categories={categories} />,
          },
        ]
      : []),
  ]
  useOpenObject({ type, id, tabs, categories })
  const goTo = (tab: string) => void navigate({ to: `${path}/$id/$tab` as const, params: { id, tab } })
  const shown = tabs.find((tab) => tab.id === wanted)
  if (!shown)
    return <Navigate to={`${path}/$id/$tab` as const} params={{ id, tab: tabs[0]?.id ?? '' }} replace />
  return (
    <>
      <ObjectHeader
        type={type}
        heading={props.heading(read)}
        asCall={<CallOfPage queryKey={reading.queryKey} reply={read} />}
        removal={{
          ...removal,
          remove,
          disabledReason: removal.disabledReason || object.readOnlyReason,
        }}
        copying={
          props.copied && offered('historyGet')
            ? { id, version: saved.version, ...props.copied(read) }
            : undefined
        }
      />
      {props.notice?.(read, saved.version, lacking)}
      <ObjectForm<Values>
        object={object}
        within={`${path}/${id}`}
        goTo={goTo}
        save={async (values, { version, reason }) => {
          await edit.mutateAsync({ params: save.params(values, read), startedFrom: version, reason })
        }}
        reload={async () => {
          const now = await queryClient.fetchQuery({ ...reading, staleTime: 0 })
          return props.saved(now ?? read)
        }}
        asksReason={offered('historyList')}
        {...(warn && { warn: (changes: readonly Change[]) => warn(changes, read) })}
        besides={
          <>
            {props.besides}
            <CallOfSaving<Values>
              name={save.call}
              schema={schema}
              params={(values) => save.params(values, read)}
            />
          </>
        }
      >
        <VersionNotice version={version} />
        {props.along}
        <ObjectTabs type={type} id={id} tabs={tabs} label={props.tabsLabel} />
        {shown.content}
      </ObjectForm>
    </>
  )
}
