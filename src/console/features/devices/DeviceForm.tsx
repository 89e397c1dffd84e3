import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { deviceSettings } from '#schema/device/index.ts'
import { OwnApplication } from './OwnApplication.tsx'
import { TestConnection } from './TestConnection.tsx'

/** The six fields, and whether they work. */
export const DeviceForm = ({ id }: { id?: string }) => (
  <>
    <CategoryForm category={deviceSettings} summary={false} after={{ applicationId: <OwnApplication /> }} />
    <TestConnection {...(id !== undefined && { id })} />
  </>
)
