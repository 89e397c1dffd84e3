import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { SecretList } from '#console/object/secrets/SecretList.tsx'
import type { Category } from '#schema/category.ts'
import { advanced } from '#schema/application/advanced.ts'
import { generalUsage } from '#schema/application/generalUsage.ts'
import { trust } from '#schema/application/trust.ts'
import { ScopesExplained } from '../consequences/ScopesExplained.tsx'
import { ClaimsScriptTools } from './ClaimsScriptTools.tsx'
import { ServiceUserLink } from './ServiceUserLink.tsx'
import { TrustAddresses } from './TrustAddresses.tsx'

type Props = { category: Category; rowKey: string }

export function CategoryTab({ category, rowKey }: Props) {
  const { readOnlyReason } = useHeldForm()
  const after: Record<string, Record<string, ReactNode>> = {
    [generalUsage.id]: { clientIdType: <ServiceUserLink rowKey={rowKey} /> },
    [advanced.id]: { claimsScript: <ClaimsScriptTools rowKey={rowKey} /> },
  }
  return (
    <ScopesExplained>
      <div style={{ minWidth: 0 }}>
        {category.id === trust.id && <TrustAddresses rowKey={rowKey} />}
        <CategoryForm category={category} after={after[category.id] ?? {}} />
        {category.id === trust.id && (
          <Below>
            <SecretList owner={{ type: 'application', id: rowKey }} disabledReason={readOnlyReason} />
          </Below>
        )}
      </div>
    </ScopesExplained>
  )
}

const Below = styled('div')(({ theme }) => ({ marginTop: theme.spacing(10) }))
