/** A client's fields, described once: schema, columns, form, import and export are made from this list. */
import type { Fields } from '#src/core/fields.ts'

export const clientStatuses = ['lead', 'active', 'inactive'] as const

export const clientFields = {
  name: {
    kind: 'text',
    max: 200,
    required: true,
    about: 'Full name as it is shown; made from first and last name when left out',
    headings: [
      'name',
      'full name',
      'display name',
      'contact',
      'contact name',
      'kunde',
      'ansprechpartner',
      'file as',
    ],
  },
  firstName: {
    kind: 'text',
    max: 100,
    about: 'Given name',
    headings: ['first name', 'given name', 'firstname', 'vorname'],
  },
  lastName: {
    kind: 'text',
    max: 100,
    about: 'Family name',
    headings: ['last name', 'family name', 'surname', 'lastname', 'nachname', 'familienname'],
  },
  email: {
    kind: 'email',
    about: 'Main e-mail address',
    headings: [
      'e-mail',
      'email',
      'e-mail address',
      'email address',
      'e-mail 1 - value',
      'mail',
      'e-mail-adresse',
    ],
  },
  otherEmails: {
    kind: 'emails',
    about: 'Further e-mail addresses',
    headings: [
      'e-mail 2 - value',
      'e-mail 3 - value',
      'e-mail 2 address',
      'e-mail 3 address',
      'other emails',
    ],
  },
  phone: {
    kind: 'phone',
    about: 'Main phone number, as typed',
    headings: [
      'phone',
      'phone number',
      'phone 1 - value',
      'mobile phone',
      'mobile',
      'telefon',
      'tel',
      'tel.',
      'handy',
    ],
  },
  otherPhones: {
    kind: 'phones',
    about: 'Further phone numbers, as typed',
    headings: ['phone 2 - value', 'phone 3 - value', 'home phone', 'business phone', 'mobil', 'other phones'],
  },
  jobTitle: {
    kind: 'text',
    max: 120,
    about: 'Position at the company',
    headings: ['job title', 'title', 'position', 'organization title', 'role', 'funktion', 'beruf'],
  },
  companyId: {
    kind: 'reference',
    to: 'company',
    about: 'The company this person works for',
    headings: ['company', 'organization name', 'organization', 'associated company', 'firma', 'unternehmen'],
  },
  status: {
    kind: 'choice',
    options: clientStatuses,
    initial: 'lead',
    about: 'Where the relationship stands: lead, active or inactive',
    headings: ['status', 'lifecycle stage', 'lead status'],
  },
  tags: {
    kind: 'tags',
    about: 'Labels, each at most 40 characters',
    headings: ['tags', 'labels', 'categories', 'kategorie', 'kategorien', 'schlagworte'],
  },
  ownerId: {
    kind: 'reference',
    to: 'person',
    about: 'The member who looks after this client',
    headings: ['owner', 'contact owner', 'betreuer', 'verantwortlich'],
  },
  address: { kind: 'address', about: 'Postal address' },
  website: {
    kind: 'link',
    about: 'Web address',
    headings: ['website', 'web page', 'website 1 - value', 'url', 'webseite', 'internet'],
  },
  birthday: {
    kind: 'day',
    about: 'Day of birth',
    headings: ['birthday', 'date of birth', 'geburtstag', 'geburtsdatum'],
  },
  source: {
    kind: 'text',
    max: 120,
    about: 'Where the client came from',
    headings: ['source', 'lead source', 'original source', 'quelle', 'herkunft'],
  },
} as const satisfies Fields
