/** What a file is, by its first bytes. Its name may only choose among what those bytes allow. Pure. */
import { Refusal } from '#src/core/errors.ts'
import { endingOf } from './file-name.ts'

/** So many bytes are looked at. */
export const headSize = 4_096

interface Format {
  /** In words, for a refusal. */
  name: string
  /** Endings that claim this format, each with its type; the first is the type of the bytes alone. */
  types: Record<string, string>
  matches(head: Buffer): boolean
}

const starts =
  (...signatures: string[]) =>
  (head: Buffer) =>
    signatures.some((signature) => head.toString('latin1', 0, signature.length) === signature)
const at = (head: Buffer, from: number, to: number) => head.toString('latin1', from, to)
const office = 'application/vnd.openxmlformats-officedocument'
const open = 'application/vnd.oasis.opendocument'

const formats: readonly Format[] = [
  {
    name: 'PDF',
    types: { pdf: 'application/pdf' },
    matches: (head) => at(head, 0, 1024).includes('%PDF-'),
  },
  { name: 'PNG image', types: { png: 'image/png' }, matches: starts('\x89PNG\r\n\x1a\n') },
  {
    name: 'JPEG image',
    types: { jpg: 'image/jpeg', jpeg: 'image/jpeg' },
    matches: starts('\xff\xd8\xff'),
  },
  { name: 'GIF image', types: { gif: 'image/gif' }, matches: starts('GIF87a', 'GIF89a') },
  {
    name: 'WebP image',
    types: { webp: 'image/webp' },
    matches: (head) => at(head, 0, 4) === 'RIFF' && at(head, 8, 12) === 'WEBP',
  },
  {
    name: 'TIFF image',
    types: { tiff: 'image/tiff', tif: 'image/tiff' },
    matches: starts('II*\0', 'MM\0*'),
  },
  {
    name: 'HEIC image',
    types: { heic: 'image/heic', heif: 'image/heif', avif: 'image/avif' },
    matches: (head) => at(head, 4, 8) === 'ftyp' && /^(hei|hev|mif1|msf1|avi)/.test(at(head, 8, 12)),
  },
  {
    name: 'ZIP or Office file',
    types: {
      zip: 'application/zip',
      docx: `${office}.wordprocessingml.document`,
      xlsx: `${office}.spreadsheetml.sheet`,
      pptx: `${office}.presentationml.presentation`,
      odt: `${open}.text`,
      ods: `${open}.spreadsheet`,
      odp: `${open}.presentation`,
    },
    matches: starts('PK\x03\x04', 'PK\x05\x06'),
  },
  {
    name: 'Office file',
    types: {
      doc: 'application/msword',
      xls: 'application/vnd.ms-excel',
      ppt: 'application/vnd.ms-powerpoint',
      msg: 'application/vnd.ms-outlook',
    },
    matches: starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  },
  {
    name: 'gzip archive',
    types: { gz: 'application/gzip', tgz: 'application/gzip' },
    matches: starts('\x1f\x8b'),
  },
  {
    name: '7z archive',
    types: { '7z': 'application/x-7z-compressed' },
    matches: starts('7z\xbc\xaf\x27\x1c'),
  },
  {
    name: 'MP4 film',
    types: { mp4: 'video/mp4', m4a: 'audio/mp4', mov: 'video/quicktime' },
    matches: (head) => at(head, 4, 8) === 'ftyp',
  },
  {
    name: 'MP3 sound',
    types: { mp3: 'audio/mpeg' },
    matches: starts('ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2'),
  },
  {
    name: 'WAV sound',
    types: { wav: 'audio/wav' },
    matches: (head) => at(head, 0, 4) === 'RIFF' && at(head, 8, 12) === 'WAVE',
  },
]

const textTypes: Record<string, string> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  vcf: 'text/vcard',
  ics: 'text/calendar',
  md: 'text/markdown',
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  htm: 'text/html',
  svg: 'image/svg+xml',
  eml: 'message/rfc822',
}

/** Tab, line feed, form feed and carriage return are text, and so is the escape of old terminals and Japanese mail. */
const isControl = (byte: number) => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b

function isText(head: Buffer): boolean {
  return starts('\xff\xfe', '\xfe\xff')(head) || !head.some(isControl)
}

/** The type of a file with this name and beginning. A name that claims a format the bytes do not have is refused. */
export function typeOfFile(name: string, head: Buffer): string {
  const ending = endingOf(name)
  const claimed = formats.find(({ types }) => Object.hasOwn(types, ending))
  if (claimed) {
    if (!claimed.matches(head))
      throw new Refusal(415, 'wrong_type', `“${name}” says that it is a ${claimed.name}, but it is not.`)
    return claimed.types[ending] as string
  }
  const found = formats.find(({ matches }) => matches(head))
  if (found) return Object.values(found.types)[0] as string
  if (!isText(head)) return 'application/octet-stream'
  return Object.hasOwn(textTypes, ending) ? (textTypes[ending] as string) : 'text/plain'
}

/** Types that a browser may be told; everything else goes out as mere bytes. */
export const isHarmless = (type: string) =>
  /^(image\/(?!svg)|audio\/|video\/|application\/(pdf|zip|msword|vnd\.))|^text\/(plain|csv|calendar|vcard)$/.test(
    type,
  )
