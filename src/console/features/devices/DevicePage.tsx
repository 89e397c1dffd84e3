import { getRouteApi } from '@tanstack/react-router'
import { call } from '#console/api/call.ts'
import { categoryTabs } from '#console/object/categoryTabs.tsx'
import { Identifiers } from '#console/object/Identifiers.tsx'
import { ObjectPage } from '#console/object/ObjectPage.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { deviceCategories, deviceConfig } from '#schema/device/index.ts'
import { DeviceBar } from './DeviceBar.tsx'
import { DeviceForm } from './DeviceForm.tsx'
import { HealthTab } from './HealthTab.tsx'
import { deviceQuery } from './deviceQueries.ts'
import { deviceRequest, savedDevice } from './savedDevice.ts'

const route = getRouteApi('/signedIn/security-devices/$id/$tab')

export function DevicePage() {
  const { id } = route.useParams()
  return (
    <ObjectPage
      type="device"
      reading={deviceQuery(id)}
      saved={(reply) => ({ values: savedDevice(reply), version: reply.Gatewright.Version })}
      categories={deviceCategories}
      schema={deviceConfig}
      save={{ call: 'updateDevice', params: (values) => deviceRequest(id, values) }}
      heading={({ Name }) => ({
        title: Name,
        identifiers: (
          <Identifiers>
            <CopyField label="Device ID" value={id} />
          </Identifiers>
        ),
      })}
      removal={({ Name }) => ({
        name: Name,
        consequences:
          'It reads no more events, and those that it has received are deleted. Its settings can be restored (Settings > Deleted), its password and events cannot.',
        remove: () => call('deleteDevice', { ID: id }),
      })}
      notice={(_, version) => <DeviceBar id={id} version={version} />}
      tabs={() => [
        ...categoryTabs(deviceCategories, () => <DeviceForm id={id} />),
        { id: 'health', title: 'Health and events', content: <HealthTab id={id} /> },
      ]}
    />
  )
}
