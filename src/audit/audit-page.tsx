/** Who changed what, newest first, as sentences; filtered by the address. */
import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { momentsOf } from '#src/alerts/zone-time.ts'
import type { Input } from '#src/web/api.ts'
import { NoPermissionPage } from '#src/web/failure.tsx'
import { usePerson } from '#src/web/intl.tsx'
import { type ListSearch, useListSearch } from '#src/web/list-search.ts'
import { apiQuery, useList } from '#src/web/query.ts'
import { useMay, useOrganization, useSession } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { type Column, useColumns } from '#src/web/ui/columns.ts'
import { DataTable, TwoLines } from '#src/web/ui/data-table.tsx'
import { EmptyState } from '#src/web/ui/empty-state.tsx'
import { FilterBar, Filters, NothingMatches } from '#src/web/ui/filters.tsx'
import { Page } from '#src/web/ui/page.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import classes from './audit.module.css'
import { useAuditFilters } from './audit-filters.tsx'
import type { AuditEntry } from './schema.ts'
import { Deed, pageOf, type Subjects, useActor } from './sentence.tsx'

export function AuditPage() {
  return useMay('audit.read') ? <Audit /> : <NoPermissionPage />
}

const rowId = (entry: AuditEntry) => entry.id

function Audit() {
  const t = useTranslations('audit')
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const search = useListSearch()
  const fields = useAuditFilters()
  const list = useList('GET /audit', useAuditInput(search))
  const subjects = useSubjects(list.rows)
  const columns = useColumns('audit', useAuditColumns(subjects))
  const actorOf = useActor()
  const set = fields.some(({ field }) => search.filters[field]?.length)
  return (
    <Page title={t('title')} count={list.count}>
      <FilterBar>
        <Filters search={search} fields={fields} />
      </FilterBar>
      <DataTable
        label={t('label')}
        list={list}
        columns={columns}
        rowId={rowId}
        rowName={actorOf}
        open={(entry) => {
          const page = pageOf(subjects.get(entry.subject.id), slug)
          if (page) void navigate(page)
        }}
        phone={(entry) => (
          <TwoLines
            title={
              <span className={classes.who}>
                <span className={classes.sentence}>
                  <b>{actorOf(entry)}</b>
                </span>
                <Moment at={entry.at} />
              </span>
            }
            text={<Deed entry={entry} subjects={subjects} />}
          />
        )}
        empty={
          set ? (
            <NothingMatches search={search} fields={fields} />
          ) : (
            <EmptyState columns={columns.shown} title={t('emptyTitle')} text={t('emptyText')} />
          )
        }
      />
    </Page>
  )
}

function useAuditInput({ filters }: ListSearch): Omit<Input<'GET /audit'>, 'cursor'> {
  const { timeZone } = usePerson()
  return useMemo(() => {
    const [actorId, operation, subjectKind] = ['actorId', 'operation', 'subjectKind'].map(
      (name) => filters[name]?.[0],
    )
    const from = startOfDay(filters.from?.[0], 0, timeZone)
    const to = startOfDay(filters.to?.[0], 1, timeZone)
    return {
      count: true,
      ...(actorId && { actorId }),
      ...(operation && { operation }),
      ...(subjectKind && { subjectKind }),
      ...(from && { from }),
      ...(to && { to }),
    }
  }, [filters, timeZone])
}

/** The first moment of a day (or of one after it) where this person is. */
function startOfDay(on: string | undefined, later: number, timeZone: string) {
  const [year = 0, month = 0, day = 0] = on?.split('-').map(Number) ?? []
  if (!year || !month || !day) return undefined
  const [moment = 0] = momentsOf({ year, month, day: day + later, hour: 0, minute: 0, second: 0 }, timeZone)
  return new Date(moment).toISOString()
}

const atOnce = 100

/** What the entries are about, asked for a page at a time. */
function useSubjects(rows: readonly AuditEntry[]): Subjects {
  const pages: string[][] = []
  for (let start = 0; start < rows.length; start += atOnce)
    pages.push([...new Set(rows.slice(start, start + atOnce).map(({ subject }) => subject.id))])
  return useQueries({
    queries: pages.map((ids) => ({
      ...apiQuery('GET /audit/subjects', { ids }),
      // More rows came: what is known stays on the screen until all of it is.
      placeholderData: (before: unknown) => before as never,
    })),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => data?.items ?? []).map((item) => [item.id, item])),
  })
}

function useAuditColumns(subjects: Subjects): Column<AuditEntry>[] {
  const t = useTranslations('audit')
  const actorOf = useActor()
  const { user } = useSession()
  return useMemo(
    () => [
      {
        id: 'what',
        head: t('columns.what'),
        width: 320,
        grow: true,
        main: true,
        ghost: 'avatar',
        cell: (entry) => (
          <>
            <Avatar name={actorOf(entry)} self={entry.actor.id === user.id} />
            <span className={classes.sentence}>
              <b>{actorOf(entry)}</b> <Deed entry={entry} subjects={subjects} />
            </span>
          </>
        ),
      },
      {
        id: 'channel',
        head: t('columns.channel'),
        width: 110,
        cell: (entry) => t(`channels.${entry.channel}`),
      },
      {
        id: 'at',
        head: t('columns.at'),
        width: 140,
        align: 'right',
        cell: (entry) => <Moment at={entry.at} />,
      },
    ],
    [t, actorOf, subjects, user.id],
  )
}
