/**
 * The site map. Each page is fetched when it is first opened. To add a page: write it in its slice, and a route here.
 * `/o/:slug/…` opens only for members of that organization; everything about it lives under that address.
 */
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { NotFoundPage, RouteFailure } from './failure.tsx'
import { parseSearch, type SearchValues, stringifySearch } from './list-search.ts'
import { queryClient } from './query.ts'
import { rememberOrganization, safeReturn, sessionQuery, startOf } from './session.ts'
import { PageSkeleton } from './ui/skeleton.tsx'

/** Addresses of lists and links carry texts; each page reads the ones it knows. */
const anySearch = (search: SearchValues): SearchValues => search

/** Failures of pages that have no frame around them yet. */
const bare = {
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

const root = createRootRouteWithContext()({ component: Outlet, ...bare })

const sessionOrSignIn = async (returnTo: string) => {
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

const organization = createRoute({
  getParentRoute: () => root,
  path: '/o/$slug',
  ...bare,
  beforeLoad: async ({ params, location }) => {
    const session = await sessionOrSignIn(location.href)
    if (!session.organizations.some(({ slug }) => slug === params.slug)) throw notFound()
    rememberOrganization(params.slug)
  },
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
})

const today = createRoute({
  getParentRoute: () => organization,
  path: '/',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/today/today-page.tsx'), 'TodayPage'),
})
const clients = createRoute({
  getParentRoute: () => organization,
  path: '/clients',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/clients/clients-page.tsx'), 'ClientsPage'),
})
const client = createRoute({
  getParentRoute: () => organization,
  path: '/clients/$id',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/clients/client-page.tsx'), 'ClientPage'),
})
const companies = createRoute({
  getParentRoute: () => organization,
  path: '/companies',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/companies/companies-page.tsx'), 'CompaniesPage'),
})
const company = createRoute({
  getParentRoute: () => organization,
  path: '/companies/$id',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/companies/company-page.tsx'), 'CompanyPage'),
})
const invoices = createRoute({
  getParentRoute: () => organization,
  path: '/invoices',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/invoices/invoices-page.tsx'), 'InvoicesPage'),
})
const bills = createRoute({
  getParentRoute: () => organization,
  path: '/bills',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/invoices/invoices-page.tsx'), 'BillsPage'),
})
const newInvoice = createRoute({
  getParentRoute: () => organization,
  path: '/invoices/new',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/invoices/editor.tsx'), 'NewInvoice'),
})
const fetchInvoicePage = () => import('#src/invoices/invoice-page.tsx')
const invoice = createRoute({
  getParentRoute: () => organization,
  path: '/invoices/$id',
  validateSearch: anySearch,
  component: lazyRouteComponent(fetchInvoicePage, 'InvoicePage'),
})
const bill = createRoute({
  getParentRoute: () => organization,
  path: '/bills/$id',
  validateSearch: anySearch,
  component: lazyRouteComponent(fetchInvoicePage, 'InvoicePage'),
})
const invoiceNumbers = createRoute({
  getParentRoute: () => organization,
  path: '/invoice-numbers',
  component: lazyRouteComponent(() => import('#src/invoices/series-page.tsx'), 'SeriesPage'),
})
/** Shared by its link: for everybody, without the frame of the application. */
const sharedInvoice = createRoute({
  getParentRoute: () => root,
  path: '/i/$token',
  ...bare,
  component: lazyRouteComponent(() => import('#src/invoices/public-invoice-page.tsx'), 'PublicInvoicePage'),
})
const imports = createRoute({
  getParentRoute: () => organization,
  path: '/import',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/imports/imports-page.tsx'), 'ImportsPage'),
})
const oneImport = createRoute({
  getParentRoute: () => organization,
  path: '/import/$id',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/imports/import-page.tsx'), 'ImportPage'),
})
const team = createRoute({
  getParentRoute: () => organization,
  path: '/team',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/organizations/team-page.tsx'), 'TeamPage'),
})
const settings = createRoute({
  getParentRoute: () => organization,
  path: '/settings',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/organizations/settings-page.tsx'), 'SettingsPage'),
})
const profile = createRoute({
  getParentRoute: () => organization,
  path: '/profile',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/people/profile-page.tsx'), 'ProfilePage'),
})
const audit = createRoute({
  getParentRoute: () => organization,
  path: '/audit',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/audit/audit-page.tsx'), 'AuditPage'),
})
const trash = createRoute({
  getParentRoute: () => organization,
  path: '/trash',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('#src/trash/trash-page.tsx'), 'TrashPage'),
})

const routeTree = root.addChildren([
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
  organization.addChildren([
    today,
    clients,
    client,
    companies,
    company,
    invoices,
    bills,
    newInvoice,
    invoice,
    bill,
    invoiceNumbers,
    imports,
    oneImport,
    team,
    settings,
    profile,
    audit,
    trash,
  ]),
])

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  scrollRestoration: true,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: RouteFailure,
  defaultNotFoundComponent: NotFoundPage,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
