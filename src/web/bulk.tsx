/**
 * The same deed on many records: a few at a time, with its progress and a stop when it takes longer than a second,
 * then told in one toast with one undo. `const bulk = useBulk()`, `await bulk({ items, change, back, … })`.
 */
import { useCallback, useSyncExternalStore } from 'react'
import { Failure } from './api.ts'
import { invalidate } from './query.ts'
import { useReason } from './reason.ts'
import { ProgressRow } from './ui/progress-row.tsx'
import { hideToast, toast } from './ui/toast.tsx'

interface BulkDeed<Item, Changed> {
  items: readonly Item[]
  change: (item: Item) => Promise<Changed>
  /** Takes one back; gets what `change` answered. */
  back: (item: Item, changed: Changed) => Promise<unknown>
  touches: readonly string[]
  /** What is said while it lasts, when it is done, and of those that failed. */
  working: string
  done: (count: number) => string
  failed: (count: number) => string
}

const atOnce = 4
const unnoticed = 1000
const workingId = 'bulk-working'

let progress = { done: 0, total: 0 }
let stopped = false
const watchers = new Set<() => void>()
const setProgress = (next: typeof progress) => {
  progress = next
  for (const watcher of watchers) watcher()
}

export function useBulk() {
  const reason = useReason()
  return useCallback(
    async <Item, Changed>(deed: BulkDeed<Item, Changed>) => {
      const { items, change, back, touches, working, done, failed } = deed
      const changed: { item: Item; answer: Changed }[] = []
      const failures: Failure[] = []
      stopped = false
      await withProgress(working, items, async (item) => {
        const failure = await attempt(async () => changed.push({ item, answer: await change(item) }))
        if (failure) failures.push(failure)
      })
      await invalidate(touches)
      if (changed.length > 0) {
        toast({
          title: done(changed.length),
          undo: async () => {
            const lost: Failure[] = []
            await withProgress(working, changed, async ({ item, answer }) => {
              const failure = await attempt(() => back(item, answer))
              if (failure) lost.push(failure)
            })
            await invalidate(touches)
            if (lost[0]) throw lost[0]
          },
        })
      }
      if (failures[0]) {
        toast({ tone: 'fault', title: failed(failures.length), text: reason(failures[0]) })
      }
      return changed.length
    },
    [reason],
  )
}

async function attempt(work: () => Promise<unknown>): Promise<Failure | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error
  }
}

async function withProgress<T>(label: string, items: readonly T[], work: (item: T) => Promise<void>) {
  setProgress({ done: 0, total: items.length })
  const show = setTimeout(
    () => toast({ id: workingId, title: <Working label={label} />, tone: 'working', stay: true }),
    unnoticed,
  )
  const left = [...items]
  const worker = async () => {
    for (let item = left.shift(); item !== undefined && !stopped; item = left.shift()) {
      await work(item)
      setProgress({ ...progress, done: progress.done + 1 })
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  } finally {
    clearTimeout(show)
    hideToast(workingId)
  }
}

function Working({ label }: { label: string }) {
  const { done, total } = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    () => progress,
  )
  return (
    <ProgressRow
      label={label}
      done={done}
      total={total}
      stop={() => {
        stopped = true
      }}
    />
  )
}
