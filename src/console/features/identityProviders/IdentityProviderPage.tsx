import { getRouteApi } from '@tanstack/react-router'
import { call } from '#console/api/call.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { groupMappings } from '#schema/identityProvider/groupMappings.ts'
import { inboundMetadata } from '#schema/identityProvider/inboundMetadata.ts'
import { identityProviderSettings } from '#schema/identityProvider/settings.ts'
import { IdentityProviderConsequences } from './consequences/IdentityProviderConsequences.tsx'
import { MappingsForAll } from './groupMappings/MappingsForAll.tsx'
import { outboundMetadata } from '#schema/identityProvider/outboundMetadata.ts'
import { LiveCheck } from './LiveCheck.tsx'
import { ProviderFindings } from './ProviderFindings.tsx'
import { LocalEvaluation } from './LocalEvaluation.tsx'
import { OutboundMetadata } from './OutboundMetadata.tsx'
import { RulesOf } from './RulesOf.tsx'
import { categoryTabs } from '#console/object/categoryTabs.tsx'
import { Identifiers } from '#console/object/Identifiers.tsx'
import { ObjectPage } from '#console/object/ObjectPage.tsx'
import { BesideFields } from '#console/object/consequences/ConsequenceFrame.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { identityProviderCategories, identityProviderConfig } from '#schema/identityProvider/index.ts'
import { identityProviderQuery } from './identityProviderQueries.ts'
import { identityProviderRequest, savedIdentityProvider } from './savedIdentityProvider.ts'

const route = getRouteApi('/signedIn/identity-providers/$id/$tab')

export function IdentityProviderPage() {
  const { id } = route.useParams()
  return (
    <ObjectPage
      type="identityProvider"
      reading={identityProviderQuery(id)}
      saved={(reply) => ({ values: savedIdentityProvider(reply), version: reply.Gatewright.Version })}
      categories={identityProviderCategories}
      schema={identityProviderConfig}
      save={{ call: 'updateIdentityProvider', params: (values) => identityProviderRequest(id, values) }}
      heading={({ Name }) => ({
        title: Name,
        identifiers: (
          <Identifiers>
            <CopyField label="Identity provider ID" value={id} />
          </Identifiers>
        ),
      })}
      notice={(reply, _version, lack) => (
        <>
          {lack === undefined && !savedIdentityProvider(reply).settings.active && (
            <NoticeBanner
              actions={
                <ButtonLink to="/identity-providers/setup/$id" params={{ id }}>
                  Go on with guided setup
                </ButtonLink>
              }
            >
              Nobody is sent there: it is not active.
            </NoticeBanner>
          )}
          <ProviderFindings id={id} />
        </>
      )}
      removal={({ Name }) => ({
        name: Name,
        consequences:
          'Nobody signs in through it any more. Users who came through it stay, and cannot sign in.',
        remove: () => call('deleteIdentityProvider', { ID: id }),
      })}
      tabs={(reply) => {
        const urls = reply.Gatewright
        const off = !savedIdentityProvider(reply).settings.active
        const tabs = categoryTabs(identityProviderCategories, (category) => (
          <BesideFields
            fields={
              <div>
                {category === outboundMetadata && <OutboundMetadata urls={urls} />}
                <CategoryForm category={category} summary={false} />
                {category === groupMappings && <MappingsForAll />}
                {category === inboundMetadata && <LocalEvaluation />}
                {category === inboundMetadata && <LiveCheck id={id} version={urls.Version} />}
              </div>
            }
          >
            <IdentityProviderConsequences id={id} off={off && category === identityProviderSettings} />
          </BesideFields>
        ))
        return [...tabs, { id: 'routing', title: 'Routing Rules', content: <RulesOf id={id} /> }]
      }}
    />
  )
}
