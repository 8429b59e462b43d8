/**
 * Doing: `const trash = useDeed('DELETE /clients/:id', { touches: ['client'], done: t('trashed'), undo })` and then
 * `await trash.run({ id }, { version })`. A deed tells what it touched, says that it is done, can be taken back for
 * eight seconds, and when it fails says so in a toast unless the form itself shows why.
 */
import { useCallback, useRef, useState } from 'react'
import { api, type CallOptions, type DeedRoute, Failure, type Input, newKey, type Output } from './api.ts'
import { invalidate, type Patch } from './query.ts'
import { failureToast, toast } from './ui/toast.tsx'

interface DeedOptions<R extends DeedRoute> {
  /** The kinds of record it changes; everything on the screen that shows one is read again. */
  touches: readonly string[]
  /** What to say when it is done. Left out: the screen itself shows it. */
  done?: string | ((output: Output<R>, input: Input<R>) => string | undefined)
  /** Takes it back. Offered in the toast for eight seconds. */
  undo?: (output: Output<R>, input: Input<R>) => Promise<unknown>
  /** What to show before the server has answered; taken back when it refuses. */
  optimistic?: (input: Input<R>) => readonly Patch[]
  /** Failures that the screen shows itself, by status: 422 and 412 for a form. */
  shown?: readonly number[]
}

export type Answer<R extends DeedRoute> =
  | { failure: null; output: Output<R> }
  | { failure: Failure; output: null }

export interface Deed<R extends DeedRoute> {
  /** Never rejects: look at `failure`. */
  run: (input: Input<R>, options?: Pick<CallOptions, 'version'>) => Promise<Answer<R>>
  busy: boolean
  failure: Failure | null
}

const repeats = 2

export function useDeed<R extends DeedRoute>(route: R, options: DeedOptions<R>): Deed<R> {
  const [busy, setBusy] = useState(0)
  const [failure, setFailure] = useState<Failure | null>(null)
  const latest = useRef(options)
  latest.current = options
  // A submit whose fate is unknown keeps its key, so that pressing the button again cannot do it twice.
  const open = useRef<{ input: string; key: string } | null>(null)

  const run = useCallback(
    async (input: Input<R>, { version }: Pick<CallOptions, 'version'> = {}): Promise<Answer<R>> => {
      const { touches, done, undo, optimistic, shown = [] } = latest.current
      const text = JSON.stringify(input)
      const key = open.current?.input === text ? open.current.key : newKey()
      open.current = { input: text, key }
      const takeBack = optimistic?.(input).map((patch) => patch()) ?? []
      setBusy((n) => n + 1)
      setFailure(null)
      try {
        const output = await patiently(route, () =>
          api(route, input, { once: key, ...(version !== undefined && { version }) }),
        )
        open.current = null
        void invalidate(touches)
        const title = typeof done === 'function' ? done(output, input) : done
        if (title) {
          toast({
            title,
            ...(undo && {
              undo: async () => {
                await undo(output, input)
                await invalidate(touches)
              },
            }),
          })
        }
        return { failure: null, output }
      } catch (error) {
        for (const back of takeBack) back()
        if (!(error instanceof Failure)) throw error
        if (!error.passing) open.current = null
        setFailure(error)
        if (error.status === 404 || error.status === 409 || error.status === 412) void invalidate(touches)
        if (!shown.includes(error.status)) failureToast(error)
        return { failure: error, output: null }
      } finally {
        setBusy((n) => n - 1)
      }
    },
    [route],
  )
  return { run, busy: busy > 0, failure }
}

/** Only a POST carries a key that makes repeating harmless. */
async function patiently<T>(route: string, ask: () => Promise<T>): Promise<T> {
  for (let times = 0; ; times += 1) {
    try {
      return await ask()
    } catch (error) {
      const again = error instanceof Failure && (error.status === 503 || error.status === 0)
      if (!again || !route.startsWith('POST ') || times >= repeats || !navigator.onLine) throw error
      await new Promise((resume) => setTimeout(resume, (error.retryAfter ?? 2 ** times) * 1000))
    }
  }
}
