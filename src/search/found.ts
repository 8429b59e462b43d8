/** From the rows of the three searches to one list. Pure. */
import { passageOf } from './passage.ts'
import type { Found } from './schema.ts'

export interface ClientRow {
  id: string
  rank: number
  name: string
  email: string | null
  phone: string | null
  jobTitle: string | null
  status: Found['status']
  companyId: string | null
  companyName: string | null
}

export interface CompanyRow {
  id: string
  rank: number
  name: string
  email: string | null
  website: string | null
  city: string | null
}

export interface NoteRow {
  id: string
  rank: number
  body: string
  happenedAt: string
  clientId: string | null
  companyId: string | null
  hangsOn: string | null
}

export interface InvoiceRow {
  id: string
  rank: number
  number: string | null
  party: string
  reference: string | null
  status: Found['status']
  clientId: string | null
  companyId: string | null
}

/** A found item with the tier that found it (0004-search.sql); lower is better. */
interface Ranked {
  rank: number
  found: Found
}

const nearly = 5
const contact = 2
const matches: readonly Found['match'][] = ['name', 'name', 'contact', 'company', 'text', 'similar']
const kinds: readonly Found['kind'][] = ['client', 'company', 'invoice', 'note']
const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ') || null

function foundClient({ rank, id, name, email, phone, ...row }: ClientRow): Ranked {
  const { jobTitle, companyName, status, companyId } = row
  const reached = joined(email, phone)
  const subtitle = rank === contact ? reached : (joined(jobTitle, companyName) ?? email ?? phone)
  const match = matches[rank] ?? 'text'
  return {
    rank,
    found: {
      kind: 'client',
      id,
      title: name,
      subtitle,
      match,
      status,
      clientId: null,
      companyId,
      happenedAt: null,
    },
  }
}

function foundCompany({ rank, id, name, email, website, city }: CompanyRow): Ranked {
  const match = matches[rank] ?? 'text'
  const subtitle = joined(city, website ?? email)
  return {
    rank,
    found: {
      kind: 'company',
      id,
      title: name,
      subtitle,
      match,
      status: null,
      clientId: null,
      companyId: null,
      happenedAt: null,
    },
  }
}

function foundNote({ rank, id, body, hangsOn, ...row }: NoteRow, query: string): Ranked {
  const { clientId, companyId, happenedAt } = row
  const title = passageOf(body, query)
  return {
    rank,
    found: {
      kind: 'note',
      id,
      title,
      subtitle: hangsOn,
      match: 'text',
      status: null,
      clientId,
      companyId,
      happenedAt,
    },
  }
}

function foundInvoice({ rank, id, number, party, reference, ...row }: InvoiceRow): Ranked {
  const { status, clientId, companyId } = row
  const match = rank === 0 ? 'name' : 'text'
  const subtitle = joined(party, reference)
  return {
    rank,
    found: {
      kind: 'invoice',
      id,
      title: number ?? '',
      subtitle,
      match,
      status,
      clientId,
      companyId,
      happenedAt: null,
    },
  }
}

/**
 * The best of all kinds, but of each kind at least a quarter of the places, so that many people hide no company. What
 * is only nearly right is left out when something right was found.
 */
export function chooseFound(
  rows: { clients: ClientRow[]; companies: CompanyRow[]; invoices: InvoiceRow[]; notes: NoteRow[] },
  query: string,
  limit: number,
): Found[] {
  const all = [
    rows.clients.map(foundClient),
    rows.companies.map(foundCompany),
    rows.invoices.map(foundInvoice),
    rows.notes.map((row) => foundNote(row, query)),
  ]
  const isRight = ({ rank }: Ranked) => rank < nearly
  const lists = all.flat().filter(isRight).length < 3 ? all : all.map((list) => list.filter(isRight))
  const places = Math.ceil(limit / 4)
  const order = (a: Ranked, b: Ranked) =>
    a.rank - b.rank || kinds.indexOf(a.found.kind) - kinds.indexOf(b.found.kind)
  const sure = lists.flatMap((list) => list.slice(0, places))
  const rest = lists.flatMap((list) => list.slice(places)).sort(order)
  const chosen = [...sure.sort(order), ...rest].slice(0, limit)
  return chosen.sort(order).map(({ found }) => found)
}
