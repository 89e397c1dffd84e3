import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from './endpoint.ts'
import {
  deviceScreens,
  deviceStates,
  deviceSteps,
  type DeviceScreen,
  type DeviceStep,
} from './device/steps.ts'
import { deviceReply } from './device/wire.ts'
import { deviceReaders, eventReaders } from './right.ts'
import { nothingBack, short, text } from './calls/values.ts'

const device = z.object({ ID: short })

const step = z.enum(Object.keys(deviceSteps) as [DeviceStep, ...DeviceStep[]])

const failure = z.object({
  Step: step,
  Seen: text,
  Expected: text,
  Cure: text,
  Screen: z.enum(Object.keys(deviceScreens) as [DeviceScreen, ...DeviceScreen[]]),
  /** Whether the device reads this tenant itself. */
  Own: z.boolean(),
  /** The object of this tenant whose tab mends it; null where there is none, or the caller may not look at it. */
  Place: z.object({ Type: z.enum(['application', 'user']), ID: text, Tab: text }).nullable(),
})

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
  testDevice: write('/Gatewright/Devices/Test', {
    about:
      'Walk through what a security device does, with settings that need not be saved, up to the first step that fails. Without a password in them the one that is kept is used.',
    access: anyOf('mobman'),
    risk: 'reads',
    request: z.object({ ID: short.nullish(), Settings: z.looseObject({}) }),
    response: z.object({
      /** The steps that went well. */
      Passed: z.array(step),
      Failure: failure.nullable(),
    }),
  }),
  pollDevice: write('/Gatewright/Devices/Poll', {
    about: 'Fetch what is new for a security device now.',
    access: anyOf('mobman'),
    risk: 'writes',
    request: device,
    /** False while a poll is under way. */
    response: z.object({ Polled: z.boolean() }),
  }),
  getDeviceHealth: read('/Gatewright/Devices/Health', {
    about: 'Say how it goes with a security device, and how many events came of each of the last 24 hours.',
    access: anyOf(...deviceReaders),
    risk: 'reads',
    request: device,
    response: z
      .object({
        State: z.enum(deviceStates),
        LastSuccess: z.number().nullable(),
        LastFailure: z.number().nullable(),
        NewestEvent: z.number().nullable(),
        NextPoll: z.number().nullable(),
        /** When the client secret expires; null where it does not, or nobody tells. */
        SecretExpires: z.number().nullable(),
        /** Within 14 days: time enough to change over. */
        SecretEndsSoon: z.boolean(),
        Failure: failure.nullable(),
        /** Milliseconds from an event to its arrival, at most. */
        Hours: z.array(z.object({ Start: z.number(), Events: z.int(), LongestLag: z.number().nullable() })),
      })
      .nullable(),
  }),
  getDeviceEvents: read('/Gatewright/Devices/Events', {
    about: 'List the newest events that a security device received.',
    access: anyOf(...eventReaders),
    risk: 'reads',
    request: device,
    response: z.object({
      Events: z.array(
        z.object({ ID: text, At: z.number(), ReceivedAt: z.number(), Type: text, User: text, Address: text }),
      ),
    }),
  }),
  deleteDevice: write('/Gatewright/Devices/Delete', {
    about: 'Delete a security device with the events that it has received.',
    access: anyOf('mobman'),
    risk: 'writes',
    request: device,
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
