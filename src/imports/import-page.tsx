/** One import, from its columns to its end. What is shown follows from its state, so that a reload changes nothing. */
import { useParams, useSearch } from '@tanstack/react-router'
import { FailurePage, FailurePanel } from '#src/web/failure.tsx'
import type { SearchValues } from '#src/web/list-search.ts'
import { useApi } from '#src/web/query.ts'
import { PageSkeleton } from '#src/web/ui/skeleton.tsx'
import type { Import } from './import-words.tsx'
import { PrepareImport } from './prepare-import.tsx'
import { ImportResult } from './result.tsx'
import { RunningImport } from './running.tsx'

/** Change events tell at once; asking as well finds out when they cannot come through. */
const askEvery = 2000

const atWork: readonly Import['status'][] = ['reading', 'checking', 'waiting', 'running', 'undoing']

export function ImportPage() {
  const { id } = useParams({ from: '/o/$slug/import/$id' })
  const first = useApi('GET /imports/:id', { id })
  const working = first.data ? atWork.includes(first.data.status) : false
  const { data, error, refetch, dataUpdatedAt } = useApi(
    'GET /imports/:id',
    { id },
    { every: working ? askEvery : false },
  )
  if (!data) return error ? <FailurePage failure={error} retry={() => void refetch()} /> : <PageSkeleton />
  const stale = error && <FailurePanel failure={error} retry={() => void refetch()} readAt={dataUpdatedAt} />
  return (
    <>
      {stale}
      <Stage key={data.id} record={data} />
    </>
  )
}

function Stage({ record }: { record: Import }) {
  const search: SearchValues = useSearch({ strict: false })
  const { status, runRequested } = record
  const preparing = !runRequested && ['reading', 'checking', 'ready'].includes(status)
  if (preparing)
    return <PrepareImport record={record} step={search.step === 'duplicates' ? 'matches' : 'columns'} />
  if (runRequested || status === 'waiting' || status === 'running') return <RunningImport record={record} />
  return <ImportResult record={record} />
}
