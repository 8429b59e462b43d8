/** Who may do what, as the contract says it: written down a second time, so that a slip in an operation is noticed. */
import type { Role } from '#src/core/permissions.ts'

const reading: Record<string, Role> = {
  audit: 'admin',
  access: 'admin',
  usage: 'admin',
  outbox: 'admin',
  invitation: 'admin',
  api_key: 'admin',
  import: 'member',
  export: 'member',
  trash: 'member',
  bank: 'member',
  books: 'member',
}

const writing: Record<string, Role> = {
  organization: 'admin',
  member: 'admin',
  invitation: 'admin',
  api_key: 'admin',
  invoice_settings: 'admin',
  notification: 'viewer',
}

/** What is one's own alone, or nobody's business but one's own. */
const everybody = new Set(['member.leave', 'organization.create', 'profile.update', 'profile.see_policy'])

/** The lowest role that may do it. */
export function lowestRole({ name, kind }: { name: string; kind: string }): Role {
  if (everybody.has(name)) return 'viewer'
  const [noun = ''] = name.split('.')
  return (kind === 'read' ? reading[noun] : writing[noun]) ?? (kind === 'read' ? 'viewer' : 'member')
}
