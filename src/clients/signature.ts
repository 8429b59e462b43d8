/**
 * A typed line or a pasted e-mail signature, understood: who it is, where they work, how they are reached. Pure, and
 * cautious: what it is not sure of it leaves out, and the person sees everything before it is stored.
 */
import { type Address, limits } from '#src/core/fields.ts'
import { findAddress } from './signature-address.ts'
import {
  closing,
  faxLabel,
  firmForm,
  firmWord,
  freeMail,
  jobWord,
  label,
  legalLine,
  socialSite,
} from './signature-words.ts'

export const signatureParts = ['name', 'jobTitle', 'company', 'email', 'phone', 'website', 'address'] as const
export type SignaturePart = (typeof signatureParts)[number]

export interface Signature {
  name: string | null
  jobTitle: string | null
  companyName: string | null
  emails: string[]
  phones: string[]
  website: string | null
  address: Address | null
  /** What was understood, in the order of the list above. */
  found: SignaturePart[]
}

const mostRead = 4000
const mail = /(?:mailto:)?[<(]?([\p{L}\d][\p{L}\d._%+'-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+)[>)]?/giu
const site = /\b(?:https?:\/\/|www\.)[^\s|,;<>()]+/giu
const bareDomain = /^(?:[a-z\d-]+\.)+[a-z]{2,}(?:\/\S*)?$/i
/** With a country's code, with a 0 in front, in the groups of Poland and Spain, or as in North America. */
const phone =
  /(?:(?:\+|\b00)[1-9](?:[\s()./–-]*\d){6,14}|(?<![\d+])\(?0\d{1,5}\)?(?:[\s/.–-]*\d){4,11}|(?<![\d+-])\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}|(?<![\d+-])\d{3}[ -]\d{3}[ -]\d{3}|(?<![\d+-])\d{2}[ -]\d{3}[ -]\d{2}[ -]\d{2})(?!\d)(?!-\d)/g

/** `home`: the country whose address forms are likelier when nothing in the text tells, e.g. "DE". */
export function readSignature(text: string, home?: string): Signature {
  const emails: string[] = []
  const sites: string[] = []
  const phones: string[] = []
  const lines = linesOf(text).flatMap((line) => {
    const bare = line
      .replace(mail, (_, address: string) => keep(emails, address, limits.email))
      .replace(site, (address) => keep(sites, address.replace(/[.,]+$/, ''), limits.link))
    return takePhones(bare, phones)
      .split(/\s*[|·•●◦▪‖\t]\s*|\s+[–—]\s+|\s{3,}|\s\/\s/)
      .map((piece) => clean(piece))
      .filter((piece) => {
        if (bareDomain.test(piece)) keep(sites, piece, limits.link)
        return piece !== '' && !bareDomain.test(piece)
      })
  })
  const own = sites.filter((address) => !socialSite.test(hostOf(address)))
  const domains = [...emails.map((one) => one.split('@')[1] ?? ''), ...own.map(hostOf)]
  const place = findAddress(lines, { phones, domains, text, home })
  const who = readPeople(place?.rest ?? lines, emails)
  const signature = {
    ...who,
    emails,
    phones,
    website: own[0] ?? null,
    address: place?.address ?? null,
  }
  const has: Record<SignaturePart, boolean> = {
    name: who.name !== null,
    jobTitle: who.jobTitle !== null,
    company: who.companyName !== null,
    email: emails.length > 0,
    phone: phones.length > 0,
    website: signature.website !== null,
    address: signature.address !== null,
  }
  return { ...signature, found: signatureParts.filter((part) => has[part]) }
}

function linesOf(text: string) {
  const whole = text
    .slice(0, mostRead)
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
  // What comes after "-- " is the signature, whatever was pasted with it.
  const signed = whole.split(/^-- ?$/m).at(-1) ?? ''
  return (signed.trim() ? signed : whole)
    .split(/\r?\n/)
    .map((line) => line.replace(/^[>\s*_]+|[\s*_]+$/g, ''))
    .filter((line) => line !== '' && !closing.test(line) && !legalLine.test(line))
}

function keep(list: string[], value: string, most: number) {
  const same = list.some((other) => other.toLowerCase() === value.toLowerCase())
  if (!same && value.length <= most && list.length < limits.listItems) list.push(value)
  return ' | '
}

/** Takes the numbers out of a line; a fax rings nobody and is left out. */
function takePhones(line: string, phones: string[]) {
  let rest = ''
  let end = 0
  for (const match of line.matchAll(phone)) {
    const before = line.slice(end, match.index)
    rest += before.replace(faxLabel, ' ')
    if (!faxLabel.test(before)) keep(phones, match[0].trim(), limits.phone)
    rest += ' | '
    end = match.index + match[0].length
  }
  return rest + line.slice(end)
}

const clean = (piece: string) =>
  piece
    .replace(label, ' ')
    .replace(/(?:^|\s)(?:e-?mail|mail|web|www|tel|tél|phone|mobile?|mob|fax|t|m|e|w|f|p)\s*[.:]*\s*$/i, '')
    .replace(/\(\s*\)|<\s*>|\[\s*\]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.–—-]+|[\s,;:–—-]+$/g, '')

const hostOf = (address: string) =>
  address
    .replace(/^https?:\/\//i, '')
    .split(/[/?#]/)[0]
    ?.toLowerCase() ?? ''

interface People {
  name: string | null
  jobTitle: string | null
  companyName: string | null
}

function readPeople(lines: readonly string[], emails: readonly string[]): People {
  const people: People = { name: null, jobTitle: null, companyName: null }
  const parts = lines.flatMap(splitLine)
  const nameAt = findName(parts, emails)
  if (nameAt >= 0) people.name = parts[nameAt]?.slice(0, 200) ?? null
  const unclear: string[] = []
  for (const part of parts.filter((_, index) => index !== nameAt)) {
    if (firmForm.test(part)) people.companyName ??= part
    else if (jobWord.test(part) && !firmWord.test(part)) people.jobTitle ??= part
    else if (firmWord.test(part) || likeDomain(part, emails)) people.companyName ??= part
    else if (/\p{L}{2}/u.test(part)) unclear.push(part)
  }
  // After the name come the position and the firm, in this order; one line alone is rather the firm.
  if (people.companyName === null)
    people.companyName = (people.jobTitle === null ? unclear[1] : undefined) ?? unclear[0] ?? null
  if (people.jobTitle === null && unclear[0] && unclear[0] !== people.companyName)
    people.jobTitle = unclear[0]
  people.name ??= nameFromMail(emails[0])
  people.companyName = people.companyName?.slice(0, 200) ?? null
  people.jobTitle = people.jobTitle?.slice(0, 120) ?? null
  return people
}

/** "Anna Nowak, CEO at Lumen" is three things; "Vogt, Franziska" and "Smith & Sons, Inc." are one. */
function splitLine(line: string): string[] {
  const pieces = line.split(/\s*,\s*/).filter(Boolean)
  const [family = '', given = ''] = pieces
  if (pieces.length === 2) {
    if (firmForm.test(` ${given}`) && given.split(' ').length < 3) return [line]
    if (oneName(family) && oneName(given) && !firmForm.test(given) && !jobWord.test(given)) {
      return [`${given} ${family}`]
    }
  }
  return pieces
    .filter(
      (piece, index) =>
        index === 0 ||
        !/^(?:MBA|M\.?A\.?|B\.?A\.?|M\.?Sc\.?|B\.?Sc\.?|Ph\.?D\.?|LL\.?M\.?|CPA|Jr\.?|Sr\.?)$/i.test(piece),
    )
    .flatMap((piece) => {
      const [, what, where] = /^(.+?)\s+(?:at|bei|chez|@|w firmie|bij|presso)\s+(.+)$/iu.exec(piece) ?? []
      return what && where ? [what, where] : [piece]
    })
}

const oneName = (text: string) => /^\p{Lu}[\p{L}’'-]+$/u.test(text)

const title =
  /^(?:(?:herr|frau|mr|mrs|ms|miss|mme|monsieur|madame|pan|pani|dhr|mevr|sr|sra|sig|dott|dr|prof|mag|dipl|ing|inż|mgr|lic|ir|drs|rer|nat|med|phil|habil|h\.?c)\.?-?(?:(?:kfm|kff|ing|inf|des|betriebsw)\.?)?\s+)+/iu
const nameWord =
  /^(?:\p{Lu}[\p{L}’'.-]*|von|van|de[rnls]?|di|da|dos|du|la|le|ten|ter|zu|zum|zur|el|al|bin|y|e)$/u

function findName(parts: readonly string[], emails: readonly string[]) {
  const likely = parts.map((part): number => {
    const bare = part.replace(title, '').replace(/\s*\([^)]*\)$/, '')
    const words = bare.split(/\s+/)
    if (firmForm.test(part) || /[\d@&/]/.test(bare) || words.length > 6) return 0
    if (words.length > 1 && jobWord.test(bare) && !matchesMail(words, emails)) return 0
    const capital = words.every((word) => nameWord.test(word))
    if (matchesMail(words, emails)) return capital ? 4 : 3
    if (firmWord.test(bare)) return 0
    if (words.length > 1 && capital) return 2
    return words.length <= 4 && parts.length === 1 && /^[\p{L}’'.\s-]+$/u.test(bare) ? 1 : 0
  })
  const best = Math.max(0, ...likely)
  return best === 0 ? -1 : likely.indexOf(best)
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z\d]/g, '')
const german = (text: string) =>
  plain(text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue'))

/** Whether a mailbox is called after these words: f.vogt, franziska.vogt, vogt. */
function matchesMail(words: readonly string[], emails: readonly string[]) {
  if (words.length < 2) return false
  return emails.some((email) => {
    const mailbox = plain(email.split('@')[0] ?? '')
    return [plain, german].some((fold) => {
      const first = fold(words[0] ?? '')
      const last = fold(words.at(-1) ?? '')
      if (first.length < 2 || last.length < 2) return false
      return [
        first + last,
        last + first,
        first.slice(0, 1) + last,
        last + first.slice(0, 1),
        first,
        last,
      ].includes(mailbox)
    })
  })
}

/** Whether a firm's domain is called after this line. */
function likeDomain(part: string, emails: readonly string[]) {
  return emails.some((email) => {
    const domain = email.split('@')[1] ?? ''
    if (freeMail.test(domain)) return false
    const words = part.split(/[\s-]+/)
    const owned = (domain.split('.').at(-2) ?? '').split('-').map(plain)
    return owned.every(
      (word) =>
        word.length > 2 &&
        words.some((own) =>
          [plain(own), german(own)].some(
            (folded) => folded.startsWith(word) || (folded.length > 3 && word.startsWith(folded)),
          ),
        ),
    )
  })
}

/** `franziska.vogt@…` names somebody; `info@…` and `fv@…` do not. */
function nameFromMail(email: string | undefined) {
  const [, first, last] = /^(\p{L}{2,})[._](\p{L}{2,})@/u.exec(email ?? '') ?? []
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
  return first && last ? `${capital(first)} ${capital(last)}` : null
}
