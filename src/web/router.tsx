/**
 * The site map. Each page is fetched when it is first opened. To add a page: write it in its slice, and a route here.
 * `/o/:slug/…` opens only for members of that organization; everything about it lives under that address.
 */
import { createRoute, createRouter, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { NotFoundPage, RouteFailure } from './failure.tsx'
import { parseSearch, stringifySearch } from './list-search.ts'
import { anySearch, bare, openRoutes, root, sessionOrSignIn } from './open-routes.tsx'
import { rememberOrganization } from './session.ts'
import { PageSkeleton } from './ui/skeleton.tsx'

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
const reports = createRoute({
  getParentRoute: () => organization,
  path: '/reports',
  component: lazyRouteComponent(() => import('#src/invoices/reports-page.tsx'), 'ReportsPage'),
})
const bank = createRoute({
  getParentRoute: () => organization,
  path: '/bank',
  component: lazyRouteComponent(() => import('#src/invoices/bank-page.tsx'), 'BankPage'),
})
const invoiceNumbers = createRoute({
  getParentRoute: () => organization,
  path: '/invoice-numbers',
  component: lazyRouteComponent(() => import('#src/invoices/series-page.tsx'), 'SeriesPage'),
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
  ...openRoutes,
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
    reports,
    bank,
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
