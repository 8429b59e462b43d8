/**
 * Who is here and where: `useSession()`, `useOrganization()` for the organization of the page, `useMay('clients.write')`
 * to leave out what this person's role does not allow (the server decides again). The session is an entrance and no
 * operation, so its addresses are typed here.
 */
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { may, type Permission, type Role } from '#src/core/permissions.ts'
import { Failure, organizationInAddress, request } from './api.ts'
import { queryClient } from './query.ts'
import { forgetRecent } from './recent.ts'

export interface Membership {
  id: string
  name: string
  slug: string
  role: Role
  /** `own`: only the records that are theirs. */
  visibility: 'all' | 'own'
}

export interface Session {
  user: { id: string; email: string; name: string }
  organizations: Membership[]
}

/** What the entrance's addresses take and answer. */
interface SessionRoutes {
  'POST /auth/sign-up': {
    input: { email: string; password: string; name: string; invitation?: string }
    output: Session
  }
  'POST /auth/sign-in': {
    input: { email: string; password: string }
    output: Session | { secondFactor: true }
  }
  'POST /auth/second-factor': { input: { code: string }; output: Session }
  'POST /auth/sign-out': { input: Record<never, never>; output: undefined }
  'POST /auth/forgot-password': { input: { email: string }; output: undefined }
  'POST /auth/reset-password': { input: { token: string; password: string }; output: undefined }
  'POST /auth/change-password': {
    input: { currentPassword: string; newPassword: string }
    output: Session
  }
  'POST /auth/change-email': { input: { email: string; password: string }; output: undefined }
  'POST /auth/confirm-email': { input: { token: string }; output: { email: string } }
  'POST /auth/invitation': {
    input: { token: string }
    output: { organization: { name: string }; invitedBy: { name: string }; email: string }
  }
  'POST /auth/accept-invitation': { input: { token: string }; output: { organization?: Membership } }
  'GET /auth/session': { input: Record<never, never>; output: Session }
  'GET /auth/sessions': { input: Record<never, never>; output: { items: OwnSession[] } }
  'DELETE /auth/sessions': { input: Record<never, never>; output: undefined }
  'DELETE /auth/sessions/:id': { input: { id: string }; output: undefined }
  'GET /auth/second-factor': { input: Record<never, never>; output: { enabled: boolean } }
  'POST /auth/second-factor/enable': {
    input: { password: string }
    output: { uri: string; recoveryCodes: string[] }
  }
  'POST /auth/second-factor/verify': { input: { code: string }; output: Session }
  'POST /auth/second-factor/disable': { input: { password: string }; output: Session }
}

export interface OwnSession {
  id: string
  createdAt: string
  lastSeenAt: string
  userAgent: string
  current: boolean
}

/** Calls the session entrance: `await auth('POST /auth/sign-in', { email, password })`. Throws `Failure`. */
export async function auth<R extends keyof SessionRoutes>(
  route: R,
  input: SessionRoutes[R]['input'],
  options: { signal?: AbortSignal } = {},
): Promise<SessionRoutes[R]['output']> {
  return (await request(route, input, options)) as SessionRoutes[R]['output']
}

/** The token of a link. It stands behind the #, which browsers send to no server and write into no log. */
export const tokenInAddress = () => window.location.hash.slice(1)

/** Null when nobody is signed in. */
export const sessionQuery = queryOptions<Session | null, Failure>({
  queryKey: ['GET /auth/session'],
  // Not to be cancelled: the router may be waiting for the answer when the component that asked is gone.
  queryFn: async () => {
    try {
      return await auth('GET /auth/session', {})
    } catch (error) {
      if (error instanceof Failure && error.status === 401) return null
      throw error
    }
  },
  staleTime: 60_000,
})

/** The session, also on pages where there may be none. */
export const useVisitor = () => useQuery(sessionQuery).data ?? null

/** The session on pages that only open with one. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new Failure(401, {})
  return data
}

/** The organization whose page is open. */
export function useOrganization(): Membership {
  const slug = organizationInAddress()
  const found = useSession().organizations.find((organization) => organization.slug === slug)
  if (!found) throw new Failure(404, {})
  return found
}

/** Whether this person sees only the records they own: an empty list says nothing about the organization then. */
export const useSeesOwnOnly = () => useOrganization().visibility === 'own'

export const useMay = (permission: Permission) => may(useOrganization().role, permission)

/** After signing in or out nothing of the person before may stay in memory. */
export async function renewSession() {
  queryClient.clear()
  return queryClient.fetchQuery(sessionQuery)
}

/** What has to be done while one may still do it, such as sending what waits on this device. */
export const beforeSignOut = new Set<() => Promise<unknown>>()

export async function signOut() {
  await Promise.all([...beforeSignOut].map((farewell) => farewell()))
  await auth('POST /auth/sign-out', {})
  forgetRecent()
  // A full load leaves nothing of this person in memory.
  window.location.assign('/sign-in')
}

const lastKey = 'last-organization'

/** The organization last worked in opens first. */
export function rememberOrganization(slug: string) {
  try {
    localStorage.setItem(lastKey, slug)
  } catch {
    // Without storage the first organization opens.
  }
}

export function startOf(session: Session): Membership | undefined {
  let last: string | null = null
  try {
    last = localStorage.getItem(lastKey)
  } catch {
    // Without storage the first organization opens.
  }
  return session.organizations.find(({ slug }) => slug === last) ?? session.organizations[0]
}

/** Only ways inside this site are followed after signing in. Browsers drop tabs and line ends, so none may be there. */
export function safeReturn(to: unknown) {
  return typeof to === 'string' && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to) ? to : undefined
}
