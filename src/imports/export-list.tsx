/**
 * Exporting a list: `const exportList = useExportList()`, then `exportList({ kind: 'client', filter, sort })`. A job
 * writes it; a toast says how far it is, then the download starts by itself, wherever one is by then.
 */
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconDownload } from '@tabler/icons-react'
import { useCallback, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { api, Failure, type Input, type Output, organizationInAddress } from '#src/web/api.ts'
import { download } from '#src/web/download.ts'
import { useCommand } from '#src/web/palette-store.ts'
import { useReason } from '#src/web/reason.ts'
import { useMay } from '#src/web/session.ts'
import { ProgressRow } from '#src/web/ui/progress-row.tsx'
import { hideToast, toast } from '#src/web/ui/toast.tsx'

export type Exported = Input<'POST /exports'>
type Export = Output<'GET /exports/:id'>

/** As many as an export takes by their ids. */
const mostByHand = 1000

const unnoticed = 1000
const askEvery = 500

const progress = new Map<string, number>()
const watchers = new Set<() => void>()

function watch(watcher: () => void) {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

export function useExportList() {
  const t = useTranslations('imports.export')
  const reason = useReason()
  return useCallback(
    async (wanted: Exported, total?: number) => {
      const organization = organizationInAddress() ?? ''
      const label = t(wanted.kind === 'client' ? 'workingClients' : 'workingCompanies')
      let working: string | undefined
      try {
        let made: Export = await api('POST /exports', wanted, { organization })
        const since = Date.now()
        while (made.status === 'writing') {
          await new Promise((resume) => setTimeout(resume, askEvery))
          made = await patiently(made, organization)
          progress.set(made.id, made.rows)
          for (const watcher of watchers) watcher()
          if (working || Date.now() - since < unnoticed) continue
          working = toast({
            id: `export-${made.id}`,
            title: <Working id={made.id} label={label} {...(total !== undefined && { total })} />,
            tone: 'working',
            stay: true,
          })
        }
        progress.delete(made.id)
        if (made.fileId) {
          download(made.fileId, organization)
          toast({ title: t('done', { count: made.rows }) })
        } else toast({ tone: 'fault', title: t('failed'), text: made.problem })
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        toast({ tone: 'fault', title: t('failed'), text: reason(error) })
      } finally {
        if (working) hideToast(working)
      }
    },
    [t, reason],
  )
}

/** A line that breaks for a moment is no reason to give up: the job goes on meanwhile. */
async function patiently(made: Export, organization: string): Promise<Export> {
  try {
    return await api('GET /exports/:id', { id: made.id }, { organization })
  } catch (error) {
    if (error instanceof Failure && error.passing) return made
    throw error
  }
}

function Working({ id, label, total }: { id: string; label: string; total?: number }) {
  const done = useSyncExternalStore(watch, () => progress.get(id) ?? 0)
  return <ProgressRow label={label} done={done} {...(total !== undefined && { total })} />
}

interface ExportMenuProps {
  wanted: Exported
  /** How many that is. */
  count: number | undefined
  /** Only some of all are shown. */
  filtered: boolean
}

/** What the selection bar offers: the chosen rows alone. */
export function useExportChosen(kind: Exported['kind'], ids: readonly string[]) {
  const t = useTranslations('imports.export')
  const may = useMay('exports')
  const exportList = useExportList()
  if (!may) return []
  return [
    {
      label: t('export'),
      icon: IconDownload,
      run: () => void exportList({ kind, filter: { id: [...ids] } }, ids.length),
      ...(ids.length > mostByHand && { refused: t('tooMany', { count: String(mostByHand) }) }),
    },
  ]
}

/** Everything, from everywhere by the palette. */
export function ExportCommands() {
  const t = useTranslations('imports.export')
  const may = useMay('exports')
  const exportList = useExportList()
  const facts = { icon: IconDownload, words: t('words') }
  useCommand(
    {
      ...facts,
      id: 'export-clients',
      label: t('allClients'),
      run: () => void exportList({ kind: 'client' }),
    },
    !may,
  )
  useCommand(
    {
      ...facts,
      id: 'export-companies',
      label: t('allCompanies'),
      run: () => void exportList({ kind: 'company' }),
    },
    !may,
  )
  return null
}

/** The list's menu, and in the palette what it shows when that is not everything. */
export function ExportMenu({ wanted, count, filtered }: ExportMenuProps) {
  const t = useTranslations('imports.export')
  const may = useMay('exports')
  const exportList = useExportList()
  const run = () => void exportList(wanted, count)
  const all = t(wanted.kind === 'client' ? 'allClients' : 'allCompanies')
  const these = t(wanted.kind === 'client' ? 'theseClients' : 'theseCompanies', { count: count ?? 0 })
  const some = filtered && count !== undefined
  const label = some ? these : all
  const none = !may || count === 0
  useCommand({ id: 'export-list', label, icon: IconDownload, words: t('words'), run }, none || !some)
  if (none) return null
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('menu')} visibleFrom="sm">
          <IconDots />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconDownload />} onClick={run}>
          {label}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
