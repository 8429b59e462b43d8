/** Seller and buyer as they stand on an invoice: copies of the organization and of a client or company. */
import { byKey, type Sql } from '#src/core/db.ts'
import type { Address } from '#src/core/fields.ts'
import type { Party } from './schema.ts'

/** A party of which nothing is known. */
export const nobody: Party = {
  name: '',
  contactName: null,
  address: null,
  vatId: null,
  taxNumber: null,
  registrationNumber: null,
  electronicAddress: null,
  email: null,
  phone: null,
  iban: null,
  bic: null,
}

interface OrganizationRow {
  name: string
  legalName: string | null
  address: Address | null
  country: string | null
  vatId: string | null
  taxNumber: string | null
  registrationNumber: string | null
  electronicAddress: Party['electronicAddress']
  iban: string | null
  bic: string | null
  contact: { name: string | null; email: string | null; phone: string | null } | null
}

const nowhere: Address = {
  line1: null,
  line2: null,
  city: null,
  postalCode: null,
  region: null,
  country: null,
}

/** Of an address without a country one knows it from elsewhere. */
const inCountry = (address: Address | null, country: string | null): Address | null =>
  address?.country || !country ? address : { ...(address ?? nowhere), country }

/** The organization as seller, or as buyer of a bill. */
export async function ownParty(sql: Sql, organization: string): Promise<Party> {
  const [row] = await sql<OrganizationRow>`${byKey}
    select name, legal_name, address, country, vat_id, tax_number, registration_number, electronic_address, iban, bic,
      contact
    from organizations where id = ${organization}`
  if (!row) throw new Error('the organization is gone')
  const { name, legalName, country, contact, ...rest } = row
  return {
    ...nobody,
    ...rest,
    name: legalName ?? name,
    address: inCountry(rest.address, country),
    contactName: contact?.name ?? null,
    email: contact?.email ?? null,
    phone: contact?.phone ?? null,
  }
}

interface ClientRow {
  name: string
  email: string | null
  phone: string | null
  address: Address | null
  companyId: string | null
}

interface CompanyRow {
  name: string
  legalName: string | null
  address: Address | null
  vatId: string | null
  registrationNumber: string | null
  electronicAddress: Party['electronicAddress']
  email: string | null
  phone: string | null
}

export interface Subject {
  clientId: string | null
  companyId: string | null
}

/**
 * Client and company as a party. A client who works somewhere stands for the company; the address is the company's, or
 * where that has none the client's.
 */
export async function otherParty(sql: Sql, organization: string, subject: Subject): Promise<Party> {
  const [client] = subject.clientId
    ? await sql<ClientRow>`${byKey}
        select name, email, phone, address, company_id from clients
        where org_id = ${organization} and id = ${subject.clientId}`
    : []
  const companyId = subject.companyId ?? client?.companyId
  const [company] = companyId
    ? await sql<CompanyRow>`${byKey}
        select name, legal_name, address, vat_id, registration_number, electronic_address, email, phone from companies
        where org_id = ${organization} and id = ${companyId} and deleted_at is null`
    : []
  if (!company)
    return {
      ...nobody,
      name: client?.name ?? '',
      address: client?.address ?? null,
      email: client?.email ?? null,
      phone: client?.phone ?? null,
    }
  const { name, legalName, ...rest } = company
  return {
    ...nobody,
    ...rest,
    name: legalName ?? name,
    contactName: client?.name ?? null,
    address: rest.address ?? client?.address ?? null,
    email: client?.email ?? rest.email,
    phone: client?.phone ?? rest.phone,
  }
}
