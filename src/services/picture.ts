/**
 * Whether a picture can be printed in a PDF/A: whole, of a bearable size, and in colours of a screen. What a person uploads
 * may be anything, and its beginning says little.
 */
import { inflateSync } from 'node:zlib'

const mostPixels = 16_000_000
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Samples of a pixel and how many bits each may have, by PNG's colour types. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

function isPrintablePng(bytes: Buffer): boolean {
  const data: Buffer[] = []
  let header: Buffer | undefined
  let palette = false
  for (let at = pngSignature.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const content = bytes.subarray(at + 8, at + 8 + length)
    if (content.length < length) return false
    if (type === 'IHDR') header = content
    if (type === 'PLTE') palette = length > 0 && length % 3 === 0
    if (type === 'IDAT') data.push(content)
    if (type === 'IEND') break
    at += 12 + length
  }
  if (!header || header.length < 13 || data.length === 0) return false
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [depth = 0, color = 0] = header.subarray(8, 10)
  if (width === 0 || height === 0 || width * height > mostPixels) return false
  if (!depths[color]?.includes(depth) || (color === 3 && !palette)) return false
  const passes =
    header[12] === 1 ? interlaced.map((pass) => passOf(width, height, pass)) : [{ width, height }]
  const rows = passes.map((pass) => ({
    ...pass,
    bytes: Math.ceil((pass.width * samples[color]! * depth) / 8) + 1,
  }))
  const whole = rows.reduce((sum, pass) => sum + (pass.width > 0 ? pass.height * pass.bytes : 0), 0)
  const pixels = inflateSync(Buffer.concat(data), { maxOutputLength: whole + slack })
  return pixels.length >= whole && areFiltersKnown(pixels, rows)
}

/** Some programs pack a little more than the pixels. */
const slack = 4096

/** Adam7: where each pass begins and how far it steps. */
const interlaced = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

const passOf = (width: number, height: number, [x, y, stepX, stepY]: (typeof interlaced)[number]) => ({
  width: Math.ceil(Math.max(0, width - x) / stepX),
  height: Math.ceil(Math.max(0, height - y) / stepY),
})

/** Each row begins with how it was filtered, of which there are five ways. */
function areFiltersKnown(
  pixels: Buffer,
  rows: readonly { width: number; height: number; bytes: number }[],
): boolean {
  let at = 0
  for (const { width, height, bytes } of rows) {
    if (width === 0) continue
    for (let row = 0; row < height; row++, at += bytes) if (pixels[at]! > 4) return false
  }
  return true
}

function isPrintableJpeg(bytes: Buffer): boolean {
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return false
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) {
      const pixels = bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7)
      // Baseline, extended or progressive; grey or three colours: four are those of a printing press.
      return marker <= 0xc2 && pixels > 0 && pixels <= mostPixels * 4 && [1, 3].includes(bytes[at + 9]!)
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return false
}

/** Whether a PDF can show this PNG or JPEG. */
export function isPrintable(picture: Uint8Array): boolean {
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength)
  try {
    if (bytes.subarray(0, 8).equals(pngSignature)) return isPrintablePng(bytes)
    return bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8 && isPrintableJpeg(bytes)
  } catch {
    // Cut short, or packed into more than it says.
    return false
  }
}
