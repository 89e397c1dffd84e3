import { useAct } from '#console/api/queries.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { NewObjectPage } from '#console/object/NewObjectPage.tsx'
import { deviceCategories, deviceConfig } from '#schema/device/index.ts'
import { blankDevice, toDeviceWire } from '#schema/device/wire.ts'
import { DeviceForm } from './DeviceForm.tsx'

export function NewDevicePage() {
  const createDevice = useAct('createDevice')
  return (
    <NewObjectPage
      type="device"
      about="CyberArk Identity: it reads the events of a tenant with the client of an application there."
      object={useObjectForm({
        categories: deviceCategories,
        schema: deviceConfig,
        saved: blankDevice,
        keepAs: 'new security device',
      })}
      call={{ name: 'createDevice', schema: deviceConfig, params: toDeviceWire }}
      create={async (values) => (await createDevice.mutateAsync(toDeviceWire(values))).ID}
      next="settings"
    >
      <DeviceForm />
    </NewObjectPage>
  )
}
