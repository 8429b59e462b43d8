/**
 * Reading: `useApi('GET /clients/:id', { id })` for one thing, `useList('GET /clients', { sort })` for a list that
 * grows as one scrolls. Keys are address, input and organization, so that two organizations never share an answer.
 * What a change makes stale is decided here, once, by the kind of record that changed.
 */
import {
  type InfiniteData,
  keepPreviousData,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { api, Failure, type GetRoute, type Input, type Output, organizationInAddress } from './api.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      retry: (times, error) => times < 3 && error instanceof Failure && error.passing,
      retryDelay: (times, error) =>
        error instanceof Failure && error.retryAfter ? error.retryAfter * 1000 : 1000 * 2 ** times,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

interface ApiOptions {
  enabled?: boolean
  /** Keeps showing the last answer while another input is asked, as a search box wants it. */
  keep?: boolean
  /** Asks again every so many milliseconds: the progress of a job. */
  every?: number | false
}

/** The query of one address, for `useApi`, loaders and prefetching alike. */
export function apiQuery<R extends GetRoute>(route: R, input: Input<R>) {
  const organization = organizationInAddress()
  return queryOptions<Output<R>, Failure>({
    queryKey: [route, input, organization ?? null],
    queryFn: ({ signal }) => api(route, input, { signal, ...(organization && { organization }) }),
  })
}

/** Reads an operation: `{ data, error, isPending, refetch }`, the error always a Failure. */
export function useApi<R extends GetRoute>(route: R, input: Input<R>, options: ApiOptions = {}) {
  return useQuery({
    ...apiQuery(route, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.keep && { placeholderData: keepPreviousData }),
  })
}

interface Page {
  items: readonly unknown[]
  nextCursor: string | null
  count?: { value: number; atLeast: boolean } | undefined
}

/** Addresses that answer in pages. */
export type ListRoute = { [R in GetRoute]: Output<R> extends Page ? R : never }[GetRoute]
export type RowOf<R extends ListRoute> = Output<R>['items'][number]

/** What a list on the screen needs to know, whatever it lists. `DataTable` takes it as it is. */
export interface List<Row> {
  rows: Row[]
  /** How many there are in all, when the list was asked with `count: true`. */
  count: { value: number; atLeast: boolean } | undefined
  /** Nothing is there yet, not even an old answer. */
  loading: boolean
  failure: Failure | null
  /** When the rows shown were read: said beside a failure. */
  readAt: number
  more: boolean
  loadingMore: boolean
  loadMore: () => void
  refetch: () => void
}

/** Reads a list page by page. The input is the operation's, without the cursor. */
export function useList<R extends ListRoute>(
  route: R,
  input: Omit<Input<R>, 'cursor'>,
  options: ApiOptions = {},
): List<RowOf<R>> {
  const organization = organizationInAddress()
  const query = useInfiniteQuery<
    Output<R>,
    Failure,
    InfiniteData<Output<R>>,
    readonly unknown[],
    string | null
  >({
    queryKey: [route, input, organization ?? null, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api(route, (pageParam ? { ...input, cursor: pageParam } : input) as Input<R>, {
        signal,
        ...(organization && { organization }),
      }),
    initialPageParam: null,
    getNextPageParam: (last) => (last as Page).nextCursor,
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.keep !== false && { placeholderData: keepPreviousData }),
  })
  const pages = (query.data?.pages ?? []) as readonly Page[]
  return {
    rows: pages.flatMap((page) => page.items) as RowOf<R>[],
    count: pages[0]?.count,
    loading: query.isPending,
    failure: query.error,
    readAt: query.dataUpdatedAt,
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage()
    },
    refetch: () => void query.refetch(),
  }
}

/**
 * Which records an address shows, by the first parts of its path. An address that is not named shows everything,
 * so that forgetting one costs a request and never leaves something stale on the screen.
 */
const shows: readonly (readonly [path: string, kinds: readonly string[]])[] = [
  ['/clients/:id/timeline', ['client', 'note', 'alert', 'file', 'invoice', 'payment', 'import']],
  ['/companies/:id/timeline', ['company', 'client', 'note', 'alert', 'file', 'invoice', 'payment', 'import']],
  ['/invoices/:id/timeline', ['invoice', 'payment', 'note', 'alert', 'file', 'client']],
  ['/client-tags', ['client', 'import']],
  ['/company-tags', ['company', 'import']],
  ['/activity', ['client', 'company', 'note', 'import']],
  ['/clients', ['client', 'company', 'alert', 'note', 'import']],
  ['/companies', ['company', 'client', 'import']],
  ['/invoice-settings', ['invoice_settings', 'organization']],
  ['/invoices', ['invoice', 'payment', 'client', 'company']],
  ['/payments', ['payment', 'invoice']],
  ['/reminders', ['invoice', 'payment', 'client', 'company', 'invoice_settings', 'organization']],
  ['/reports', ['invoice', 'payment', 'rate', 'client', 'company', 'organization']],
  ['/bank', ['bank_line', 'bank_statement', 'invoice', 'payment']],
  ['/items', ['item']],
  ['/notes', ['note', 'client', 'company']],
  ['/alerts', ['alert', 'client', 'company']],
  ['/notifications', ['notification', 'alert', 'invoice']],
  ['/search', ['client', 'company', 'note', 'invoice', 'import']],
  ['/imports', ['import']],
  ['/exports', ['export']],
  ['/api-keys', ['api_key']],
  ['/members', ['member', 'invitation']],
  ['/invitations', ['invitation']],
  ['/organization', ['organization']],
  ['/profile', ['profile', 'member', 'organization']],
  ['/trash', ['client', 'company', 'note', 'alert', 'invoice', 'item', 'trash']],
  ['/files', ['file', 'note', 'client', 'company']],
]

function isShown(route: unknown, kind: string) {
  if (typeof route !== 'string') return false
  const path = route.replace(/^GET /, '')
  if (path.startsWith('/auth/')) return false
  const kinds = shows.find(([start]) => path.startsWith(start))?.[1]
  return kinds === undefined || kinds.includes(kind)
}

/** Says that records of these kinds changed: whatever shows one is read again when it is on the screen. */
export function invalidate(kinds: readonly string[]) {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) => kinds.some((kind) => isShown(queryKey[0], kind)),
  })
}

/** A change of what is cached, and how to take it back. Made by `patchRows` and `patchRecord`. */
export type Patch = () => () => void

function patchCache(route: GetRoute, change: (old: unknown) => unknown): Patch {
  return () => {
    void queryClient.cancelQueries({ queryKey: [route] })
    const before = queryClient.getQueriesData({ queryKey: [route] })
    queryClient.setQueriesData({ queryKey: [route] }, (old: unknown) => (old ? change(old) : old))
    return () => {
      for (const [key, data] of before) queryClient.setQueryData(key, data)
    }
  }
}

/** Changes the rows of a list at once; null takes a row away. For `useDeed`'s `optimistic`. */
export function patchRows<R extends ListRoute>(route: R, change: (row: RowOf<R>) => RowOf<R> | null): Patch {
  const inPage = (page: Page): Page => ({
    ...page,
    items: page.items.map((row) => change(row as RowOf<R>)).filter((row) => row !== null),
  })
  return patchCache(route, (old) => {
    const data = old as Page | InfiniteData<Page>
    return 'pages' in data ? { ...data, pages: data.pages.map(inPage) } : inPage(data)
  })
}

/** Changes a single record that is on the screen at once. For `useDeed`'s `optimistic`. */
export function patchRecord<R extends GetRoute>(route: R, change: (old: Output<R>) => Output<R>): Patch {
  return patchCache(route, (old) => change(old as Output<R>))
}
