import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { imagePrefix } from '#schema/image.ts'
import { png, pngOf } from '#testing/png.ts'
import { plainImage } from './plainImage.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const pixels = deflateSync(new Uint8Array(6))
/** The last byte is one of the checksum of the end. */
const otherLast = (value: string) => {
  const whole = Buffer.from(value.slice(imagePrefix.length), 'base64')
  whole[whole.length - 1] = 0x83
  return imagePrefix + whole.toString('base64')
}

const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 3, 0, 0, 0])

test('a plain image stays as it is', () => {
  for (const value of [png(), png({ width: 256, height: 256 })]) expect(plainImage(value)).toBe(value)
})

test.each([
  ['text', png({ before: [['tEXt', bytes('Comment\0<script>alert(1)</script>')]] })],
  ['a profile', png({ before: [['iCCP', bytes('profile')]] })],
  ['where it was taken', png({ after: [['eXIf', bytes('GPS')]] })],
  ['an animation', png({ before: [['acTL', bytes('12345678')]], after: [['fdAT', pixels]] })],
  ['a chunk that nobody knows', png({ after: [['prVt', bytes('payload')]] })],
  ['something behind the pixels', png({ pixels: Buffer.concat([pixels, bytes('payload')]) })],
])('FE-04 an image that carries %s is kept without it', (_, value) => {
  expect(plainImage(value)).toBe(png())
})

test('FE-04 what stands behind the end is left out', () => {
  const plain = pngOf([
    ['IHDR', head],
    ['IDAT', pixels],
    ['IEND', bytes('')],
  ])
  const trailed = pngOf(
    [
      ['IHDR', head],
      ['IDAT', pixels],
      ['IEND', bytes('')],
    ],
    bytes('<?php PK\x03\x04'),
  )
  expect(plainImage(trailed)).toBe(plain)
})

test('colours and transparency stay, and pixels in several parts become one', () => {
  const colours: [string, Uint8Array][] = [
    ['PLTE', bytes('abcdef')],
    ['tRNS', bytes('\x80')],
  ]
  const parts: [string, Uint8Array][] = [
    ['IDAT', pixels.subarray(0, 5)],
    ['IDAT', pixels.subarray(5)],
  ]
  const end: [string, Uint8Array] = ['IEND', bytes('')]
  expect(plainImage(pngOf([['IHDR', head], ...colours, ...parts, end]))).toBe(
    pngOf([['IHDR', head], ...colours, ['IDAT', pixels], end]),
  )
})

test.each([
  [
    'has no end',
    pngOf([
      ['IHDR', head],
      ['IDAT', pixels],
    ]),
  ],
  [
    'has no pixels',
    pngOf([
      ['IHDR', head],
      ['IEND', bytes('')],
    ]),
  ],
  ['has damaged pixels', png({ pixels: bytes('no zlib stream') })],
  ['has pixels that are cut off', png({ pixels: pixels.subarray(0, -5) })],
  ['blows up when it is opened', png({ pixels: deflateSync(new Uint8Array(10_000_000)) })],
  [
    'has two heads',
    pngOf([
      ['IHDR', head],
      ['IHDR', head],
      ['IDAT', pixels],
      ['IEND', bytes('')],
    ]),
  ],
  [
    'starts otherwise',
    pngOf([
      ['IDAT', pixels],
      ['IHDR', head],
      ['IEND', bytes('')],
    ]),
  ],
  ['has a wrong checksum', otherLast(png())],
])('FE-04 an image that %s is refused', (_, value) => {
  expect(plainImage(value)).toBeNull()
})
