import type { Product } from '../product.ts'
import { benchApplication, ownToken } from './benchApplication.ts'
import { ratesOf } from './load.ts'
import type { Row } from './table.ts'

/** A client-credentials token that the tenant keeps, against making and keeping one. */
export async function opaqueTokenRate(product: Product, floorUrl: string): Promise<Row> {
  const application = await benchApplication(product, 'bench-opaque', { TokenType: 'Opaque' })
  const request = application.load('/OAuth2/Token', ownToken)
  const { medians, ratio } = await ratesOf({
    floor: { ...request, url: `${floorUrl}/opaque` },
    ours: request,
  })
  return {
    what: 'Opaque client-credentials tokens, of the rate of keeping alone',
    figure: `${Math.round(medians.ours)}/s of ${Math.round(medians.floor)}/s`,
    ratio: ratio('ours', 'floor'),
  }
}
