/** Promise: what each role may do stands in one table, and everything that asks reads it. */

export const roles = ['viewer', 'member', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]

const viewer = [
  'organization.read',
  'clients.read',
  'companies.read',
  'notes.read',
  'alerts.read',
  'notifications',
  'search',
  'files.read',
  'invoices.read',
] as const
const member = [
  ...viewer,
  'clients.write',
  'companies.write',
  'notes.write',
  'alerts.write',
  'imports',
  'exports',
  'files.write',
  'trash.read',
  'invoices.write',
  'invoices.issue',
] as const
const admin = [
  ...member,
  'invitations.read',
  'members.manage',
  'settings.manage',
  'audit.read',
  'usage.read',
  'outbox.read',
  'keys.manage',
] as const
const owner = [...admin, 'owners.manage'] as const

/** `account` is what any signed-in person may do with what is theirs alone, in no organization. */
export type Permission = (typeof owner)[number] | 'account' | 'system'

const granted: Record<Role, ReadonlySet<string>> = {
  viewer: new Set(viewer),
  member: new Set(member),
  admin: new Set(admin),
  owner: new Set(owner),
}

export const may = (role: Role, permission: Permission) => granted[role].has(permission)

/**
 * What is a person's own, works on under a person's rights, or says who is in and as what: no API key may, whatever its role, so
 * that nothing of a key goes on working after it is revoked. The outbox holds the links of invitations.
 */
const personal: ReadonlySet<Permission> = new Set([
  'members.manage',
  'notifications',
  'imports',
  'exports',
  'keys.manage',
  'outbox.read',
])
export const needsPerson = (permission: Permission) => permission === 'account' || personal.has(permission)

/** Whether `role` is this role or one above it. */
export const atLeast = (role: Role, other: Role) => roles.indexOf(role) >= roles.indexOf(other)
