import { useSuspenseQuery } from '@tanstack/react-query'
import { capabilitiesQuery } from '#console/api/offered.ts'
import { api } from '#schema/api.ts'
import { isOurs } from '#schema/endpoint.ts'
import { listedCalls, type ListedCall } from '#schema/listedCall.ts'

/** The calls that a scope can open: those that the tenant names, or those of the vendor's that this console knows. */
export const useApis = (): ListedCall[] => useSuspenseQuery(capabilitiesQuery).data?.apis ?? vendorApis

const vendorApis = listedCalls(Object.fromEntries(Object.entries(api).filter(([, call]) => !isOurs(call))))
