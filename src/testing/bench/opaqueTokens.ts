import { benchApplication, ownToken } from './benchApplication.ts'
import type { OnDatabase } from './databases.ts'
import { ratesOf } from './load.ts'
import type { Row } from './table.ts'

/** A client-credentials token that the tenant keeps, against making and keeping one. */
export async function opaqueTokenRate({ product, inWords }: OnDatabase, floorUrl: string): Promise<Row> {
  const application = await benchApplication(product, 'bench-opaque', { TokenType: 'Opaque' })
  const request = application.load('/OAuth2/Token', ownToken)
  const { medians, compared } = await ratesOf({
    floor: { ...request, url: `${floorUrl}/opaque` },
    ours: request,
  })
  return {
    what: `Opaque client-credentials tokens on ${inWords}, of the rate of keeping alone`,
    figure: `${Math.round(medians.ours)}/s of ${Math.round(medians.floor)}/s`,
    ...compared('ours', 'floor'),
  }
}
