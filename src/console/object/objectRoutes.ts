import type { FetchQueryOptions, QueryClient } from '@tanstack/react-query'
import { notFound, redirect, stripSearchParams } from '@tanstack/react-router'
import { z } from 'zod'
import type { ApiProblem } from '#console/api/problem.ts'
import type { Glyph } from '#console/ui/Icon.tsx'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { offersNoun, type Offered } from '#console/api/offered.ts'
import { changelogQuery } from './changelogQuery.ts'

const page = z.int().min(1).default(1).catch(1)

/** The state of a list in its address. `sort` is the name of a column, with "-" before it from the last to the first. */
export const listSearch = z.object({
  q: z.coerce.string().max(200).default('').catch(''),
  sort: z
    .string()
    .regex(/^-?[A-Za-z]{1,40}$/)
    .default('')
    .catch(''),
  page,
})
/** What a facet of a list is narrowed to; empty for all. */
export const facetValue = z.coerce.string().max(100).catch('').default('')

export type ListSearch = z.output<typeof listSearch>

export const asItOpens: ListSearch = { q: '', sort: '', page: 1 }

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Of a list: its icon in the navigation. */
    icon?: Glyph
  }
}

/** For the route of a list without filters; one with filters has a search of its own, which extends this one. */
export const listOptions = (icon: Glyph) => ({
  staticData: { icon },
  validateSearch: listSearch,
  search: { middlewares: [stripSearchParams<ListSearch>(asItOpens)] },
  loaderDeps: ({ search }: { search: ListSearch }) => search,
})

/** For the route that adds an object, `/roles/new`: the draft that its form is kept as. */
export const newSearch = z.object({ draft: z.uuid().optional().catch(undefined) })

/** For the route of an object, `/roles/$id/$tab`: some tabs are lists. */
export const objectOptions = {
  validateSearch: z.object({ page }),
  search: { middlewares: [stripSearchParams<{ page: number }>({ page: 1 })] },
  loaderDeps: ({ search }: { search: { page: number } }) => search,
}

// Each query has a type of its own; what is read here only has to be there.
// oxlint-disable-next-line typescript/no-explicit-any -- invariant in what it reads
type AnyQuery = FetchQueryOptions<any, ApiProblem>

type Context = { queryClient: QueryClient; offered: Offered }

/** Reads a page of a list, where the tenant has such objects. */
export const loadList =
  <Search>(type: ObjectType, reading: (search: Search) => AnyQuery) =>
  async ({ context: { queryClient, offered }, deps }: { context: Context; deps: Search }): Promise<void> => {
    if (offersNoun(offered, type)) await queryClient.ensureQueryData(reading(deps))
  }

export type Loading = {
  context: Context
  params: { id: string; tab: string }
  deps: { page: number }
}

/** Reads an object and what the tab shows. An object that does not exist shows the page for that; nothing is read for what the tenant does not offer. */
export const loadObject =
  (
    type: ObjectType,
    reading: (id: string) => AnyQuery,
    tabs: Record<string, (id: string, page: number, offered: Offered) => AnyQuery | false> = {},
  ) =>
  async ({ context: { queryClient, offered }, params: { id, tab }, deps }: Loading): Promise<void> => {
    if (!offersNoun(offered, type)) return
    const read: unknown = await queryClient.ensureQueryData(reading(id))
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    if (read === null) throw notFound()
    if (tab === 'changelog' && offered('historyList'))
      await queryClient.ensureQueryData(changelogQuery(type, id))
    const shown = tabs[tab]?.(id, deps.page, offered)
    if (shown) await queryClient.ensureQueryData(shown)
  }

/** For the address of an object without a tab. */
export const toFirstTab =
  (type: ObjectType, tab: string) =>
  ({ params: { id } }: { params: { id: string } }): void => {
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    throw redirect({ to: `${nouns[type].path}/$id/$tab` as const, params: { id, tab }, replace: true })
  }
