import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from './endpoint.ts'
import { deviceReply } from './device/wire.ts'
import { deviceReaders } from './right.ts'
import { nothingBack, short } from './calls/values.ts'

const device = z.object({ ID: short })

/** Security devices. The vendor publishes no calls for them; these are ours (D4). Settings travel as the members that they name. */
export const deviceCalls = {
  createDevice: write('/Gatewright/Devices/Create', {
    about: 'Add a security device, which reads the events of a tenant.',
    // AZ-03: it makes this server ask another one
    access: anyOf('mobman'),
    risk: 'writes',
    request: z.looseObject({}),
    response: device,
  }),
  getDevice: read('/Gatewright/Devices/Get', {
    about: 'Read a security device. Of its password it says since when one is kept.',
    access: anyOf(...deviceReaders),
    risk: 'reads',
    request: device,
    response: deviceReply.nullable(),
  }),
  updateDevice: write('/Gatewright/Devices/Update', {
    about:
      'Change a security device. Members that are not sent stay; another server, application or user name needs the password again.',
    access: anyOf('mobman'),
    risk: 'writes',
    request: z.looseObject({ ID: short }),
    response: nothingBack,
  }),
  deleteDevice: write('/Gatewright/Devices/Delete', {
    about: 'Delete a security device with the events that it has received.',
    access: anyOf('mobman'),
    risk: 'writes',
    request: device,
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
