import { expect, test } from 'vitest'
import { png } from '#testing/png.ts'
import { image, imagePrefix } from './image.ts'

const faultOf = (value: string) => image.safeParse(value).error?.issues[0]?.message

test.each([
  ['none', ''],
  ['a small PNG', png()],
  ['one of the largest size', png({ width: 256, height: 256 })],
])('%s is accepted', (_, value) => {
  expect(image.parse(value)).toBe(value)
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64')

test.each([
  ['an address', 'https://evil.test/logo.png'],
  ['a script', 'javascript:alert(1)'],
  ['a script in other letters', 'JaVaScRiPt:alert(1)'],
  ['a page', `data:text/html;base64,${base64('<script>alert(1)</script>'.repeat(3))}`],
  ['an SVG', `data:image/svg+xml;base64,${base64(svg)}`],
  ['an SVG under the name of a PNG', imagePrefix + base64(svg)],
  ['a JPEG under the name of a PNG', imagePrefix + base64(`\xff\xd8\xff\xe0${'\0'.repeat(60)}`)],
  ['another letter case of the type', png().replace('image/png', 'IMAGE/PNG')],
  ['a parameter of the type', png().replace(';base64', ';charset=x;base64')],
  ['what is not base64', `${png()}"><script>`],
  ['a line break', `${png()}\n`],
  ['the type alone', imagePrefix],
])('FE-04 NT-08 refuses %s as an image', (_, value) => {
  expect(faultOf(value)).toBe('Choose a PNG image.')
})

test.each([
  [257, 1],
  [1, 257],
  [0, 1],
  [4_294_967_295, 4_294_967_295],
])('FE-04 refuses an image of %d × %d pixels', (width, height) => {
  const pixels = new Uint8Array([0])
  expect(faultOf(png({ width, height, pixels }))).toContain(`${width} × ${height} pixels`)
})

test('FE-04 refuses an image of more than 64 KB', () => {
  expect(faultOf(png({ pixels: new Uint8Array(50_000) }))).toContain('64 KB')
})
