/** What the privacy page says as facts; its words are in the page's messages. Pure. */

/**
 * The day the policy was last changed; whoever changes what is said there changes it too, and says in the page's messages
 * what is new (`changes.latest`): everybody who joined before that day is told once, at the top of the page.
 */
export const policyUpdatedOn = '2026-11-24'

export interface ThirdParty {
  /** As people know it, or the host we speak to. */
  name: string
  purpose: 'mail' | 'database'
  /** Null when we do not know where it stands. */
  policyUrl: string | null
}

export interface Cookie {
  name: string
  purpose: 'session' | 'secondFactor' | 'device'
  lastsSeconds: number
}

/** How long things are kept at most when nobody deletes them earlier. */
export const retention = {
  trashDays: 30,
  invitationDays: 7,
  sessionUnusedDays: 30,
  sessionDays: 365,
  resetLinkMinutes: 30,
  repeatedRequestHours: 24,
  jobDays: 7,
  looseFileDays: 1,
  mailTextDays: 30,
  exportDays: 30,
  importDays: 31,
  notificationDays: 90,
  accessLogDays: 365,
} as const

/**
 * Parts of the policy about what not every UpCRM does, each with an operation by which it is known to be here. What takes
 * a setting of the operator as well is here when it is set.
 */
const optionalParts = {
  invoices: 'invoice.issue',
  gmail: 'mailbox.list',
  telegram: 'telegram.link',
  assistant: 'conversation.list',
} as const
export type OptionalPart = keyof typeof optionalParts

/** The optional parts that an UpCRM with these operations has. */
export const partsOf = (operations: readonly { name: string }[]): OptionalPart[] =>
  (Object.keys(optionalParts) as OptionalPart[]).filter((part) =>
    operations.some(({ name }) => name === optionalParts[part]),
  )

export interface PrivacyFacts {
  updatedOn: string
  /** An e-mail address or the address of a page. */
  operatorContact: string | null
  organization: { name: string; privacyContact: string | null } | null
  /** What is spoken of because it is there. */
  parts: OptionalPart[]
  thirdParties: ThirdParty[]
  cookies: Cookie[]
  retention: typeof retention
}

const known = [
  {
    hosts: /(^|\.)(gmail|google|googlemail)\.com$/,
    name: 'Google',
    policyUrl: 'https://policies.google.com/privacy',
  },
  {
    hosts: /(^|\.)(office365|outlook)\.com$/,
    name: 'Microsoft',
    policyUrl: 'https://privacy.microsoft.com/privacystatement',
  },
  {
    hosts: /(^|\.)sendgrid\.net$/,
    name: 'Twilio SendGrid',
    policyUrl: 'https://www.twilio.com/legal/privacy',
  },
  {
    hosts: /(^|\.)mailgun\.org$/,
    name: 'Mailgun',
    policyUrl: 'https://www.mailgun.com/legal/privacy-policy/',
  },
  { hosts: /(^|\.)postmarkapp\.com$/, name: 'Postmark', policyUrl: 'https://postmarkapp.com/privacy-policy' },
  {
    hosts: /(^|\.)(brevo|sendinblue)\.com$/,
    name: 'Brevo',
    policyUrl: 'https://www.brevo.com/legal/privacypolicy/',
  },
  {
    hosts: /(^|\.)amazonaws\.com$/,
    name: 'Amazon Web Services',
    policyUrl: 'https://aws.amazon.com/privacy/',
  },
  { hosts: /(^|\.)supabase\.(co|com)$/, name: 'Supabase', policyUrl: 'https://supabase.com/privacy' },
]

const isOwnMachine = (host: string) => /^(localhost|127\.[\d.]+|\[::1\])$/.test(host)

function partyAt(address: string | undefined, purpose: ThirdParty['purpose']): ThirdParty[] {
  const host = address && URL.parse(address)?.hostname
  if (!host || isOwnMachine(host)) return []
  const party = known.find(({ hosts }) => hosts.test(host))
  return [{ name: party?.name ?? host, purpose, policyUrl: party?.policyUrl ?? null }]
}

/** Whoever else gets data here: only what is switched on. */
export const thirdParties = (settings: {
  smtpUrl?: string | undefined
  databaseUrl?: string | undefined
}) => [...partyAt(settings.databaseUrl, 'database'), ...partyAt(settings.smtpUrl, 'mail')]
