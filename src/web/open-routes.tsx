/** The part of the site map that is open to everybody, and what all of it hangs on. */
import {
  createRootRouteWithContext,
  createRoute,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { NotFoundPage, RouteFailure } from './failure.tsx'
import type { SearchValues } from './list-search.ts'
import { queryClient } from './query.ts'
import { safeReturn, sessionQuery, startOf } from './session.ts'

/** Addresses of lists and links carry texts; each page reads the ones it knows. */
export const anySearch = (search: SearchValues): SearchValues => search

/** Failures of pages that have no frame around them yet. */
export const bare = {
  errorComponent: (props: ErrorComponentProps) => (
    <main>
      <RouteFailure {...props} />
    </main>
  ),
  notFoundComponent: () => (
    <main>
      <NotFoundPage />
    </main>
  ),
}

export const root = createRootRouteWithContext()({ component: Outlet, ...bare })

export const sessionOrSignIn = async (returnTo: string) => {
  const session = await queryClient.ensureQueryData(sessionQuery)
  if (!session) throw redirect({ to: '/sign-in', search: returnTo === '/' ? {} : { returnTo } })
  return session
}

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  ...bare,
  beforeLoad: async () => {
    const organization = startOf(await sessionOrSignIn('/'))
    if (!organization) throw redirect({ to: '/new-organization' })
    throw redirect({ to: '/o/$slug', params: { slug: organization.slug } })
  },
})

/** Pages for people who are not signed in; who is goes on to where they wanted to go. */
const entrance = createRoute({
  getParentRoute: () => root,
  id: 'entrance',
  component: lazyRouteComponent(() => import('./entrance.tsx'), 'Entrance'),
})

const goOn = async ({ search }: { search: SearchValues }) => {
  const session = await queryClient.ensureQueryData(sessionQuery)
  if (session) throw redirect({ href: safeReturn(search.returnTo) ?? '/' })
}

const signIn = createRoute({
  getParentRoute: () => entrance,
  path: '/sign-in',
  validateSearch: anySearch,
  beforeLoad: goOn,
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
})
const signUp = createRoute({
  getParentRoute: () => entrance,
  path: '/sign-up',
  validateSearch: anySearch,
  beforeLoad: goOn,
  component: lazyRouteComponent(() => import('./sign-up-page.tsx'), 'SignUpPage'),
})
const forgotPassword = createRoute({
  getParentRoute: () => entrance,
  path: '/forgot-password',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('./forgot-password-page.tsx'), 'ForgotPasswordPage'),
})
const resetPassword = createRoute({
  getParentRoute: () => entrance,
  path: '/reset-password',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('./reset-password-page.tsx'), 'ResetPasswordPage'),
})
const confirmEmail = createRoute({
  getParentRoute: () => entrance,
  path: '/confirm-email',
  component: lazyRouteComponent(() => import('./confirm-email-page.tsx'), 'ConfirmEmailPage'),
})
const acceptInvitation = createRoute({
  getParentRoute: () => entrance,
  path: '/accept-invitation',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('./accept-invitation-page.tsx'), 'AcceptInvitationPage'),
})
const fetchPrivacyPage = () => import('#src/privacy/privacy-page.tsx')
const privacy = createRoute({
  getParentRoute: () => entrance,
  path: '/privacy',
  component: lazyRouteComponent(fetchPrivacyPage, 'PrivacyPage'),
})
/** For everybody, also for clients of the organization who have no account. */
const organizationPrivacy = createRoute({
  getParentRoute: () => entrance,
  path: '/o/$slug/privacy',
  component: lazyRouteComponent(fetchPrivacyPage, 'PrivacyPage'),
})
const newOrganization = createRoute({
  getParentRoute: () => entrance,
  path: '/new-organization',
  beforeLoad: () => sessionOrSignIn('/new-organization'),
  component: lazyRouteComponent(() => import('./new-organization-page.tsx'), 'NewOrganizationPage'),
})
/** Shared by its link: for everybody, without the frame of the application. */
const sharedInvoice = createRoute({
  getParentRoute: () => root,
  path: '/i/$token',
  ...bare,
  component: lazyRouteComponent(() => import('#src/invoices/public-invoice-page.tsx'), 'PublicInvoicePage'),
})

export const openRoutes = [
  start,
  sharedInvoice,
  entrance.addChildren([
    signIn,
    signUp,
    forgotPassword,
    resetPassword,
    confirmEmail,
    acceptInvitation,
    privacy,
    organizationPrivacy,
    newOrganization,
  ]),
] as const
