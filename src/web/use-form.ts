/**
 * A small form: what is being sent, what was refused and where. `const form = useForm(async () => { … })`; then
 * `<form onSubmit={form.submit}>`, `error={form.errorOf('email')}`, and `form.refusal` for what belongs to no field.
 */
import { type FormEvent, useState } from 'react'
import { Failure } from './api.ts'
import { useReason } from './reason.ts'

export function useForm(send: () => Promise<unknown>, fields: readonly string[]) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const reason = useReason()
  const errorOf = (path: string) => failure?.errors.find((error) => error.path === path)?.message
  const atFields = failure?.errors.some(({ path }) => fields.includes(path)) ?? false
  return {
    busy,
    failure,
    errorOf,
    refusal: failure && !atFields ? reason(failure) : undefined,
    submit: (event: FormEvent) => {
      event.preventDefault()
      setBusy(true)
      setFailure(null)
      send()
        .catch((error: unknown) => {
          if (!(error instanceof Failure)) throw error
          setFailure(error)
        })
        .finally(() => setBusy(false))
    },
  }
}
