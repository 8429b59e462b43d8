/** A company's fields, described once: schema, columns, form, import and export are made from this list. */
import type { Fields } from '#src/core/fields.ts'

export const companyFields = {
  name: {
    kind: 'text',
    max: 200,
    required: true,
    about: 'Name as people say it',
    headings: ['company name', 'name', 'company', 'organization', 'account name', 'firma', 'unternehmen'],
  },
  legalName: {
    kind: 'text',
    max: 200,
    about: 'Name as registered; it stands on invoices',
    headings: ['legal name', 'registered name', 'firmenname', 'firmierung'],
  },
  vatId: {
    kind: 'text',
    max: 40,
    about: 'VAT identification number',
    headings: ['vat id', 'vat number', 'vat no', 'vat', 'ust-idnr.', 'ust-idnr', 'ust-id', 'ustid'],
  },
  registrationNumber: {
    kind: 'text',
    max: 60,
    about: 'Number in the trade register',
    headings: ['registration number', 'company number', 'handelsregister', 'handelsregisternummer', 'hrb'],
  },
  email: {
    kind: 'email',
    about: 'Main e-mail address',
    headings: [
      'e-mail',
      'email',
      'e-mail address',
      'email address',
      'company email',
      'e-mail-adresse',
      'mail',
    ],
  },
  phone: {
    kind: 'phone',
    about: 'Main phone number, as typed',
    headings: ['phone', 'phone number', 'company phone', 'main phone', 'telefon', 'tel', 'tel.'],
  },
  website: {
    kind: 'link',
    about: 'Web address',
    headings: ['website', 'website url', 'web page', 'url', 'company domain name', 'webseite', 'internet'],
  },
  address: { kind: 'address', about: 'Registered or postal address' },
  tags: {
    kind: 'tags',
    about: 'Labels, each at most 40 characters',
    headings: ['tags', 'labels', 'categories', 'kategorie', 'kategorien', 'schlagworte'],
  },
  ownerId: {
    kind: 'reference',
    to: 'person',
    about: 'The member who looks after this company',
    headings: ['owner', 'company owner', 'account owner', 'betreuer', 'verantwortlich'],
  },
} as const satisfies Fields
