/** A failure in one sentence for people. The server's own words are shown where it knows more than the browser. */
import { useTranslations } from 'use-intl'
import type { Failure } from './api.ts'

export function useReason() {
  const t = useTranslations('failure')
  return (failure: Failure) => {
    if (failure.status === 0) return t('unreachable')
    // Others are about a password or a code that is not right, and say so.
    if (failure.code === 'sign_in_required') return t('signedOut')
    if (failure.status === 429) return failure.detail || t('tooMany')
    if (failure.status >= 500) return failure.detail || t('fault')
    const first = failure.errors.find(({ message }) => message)
    return failure.errors.length === 1 && first ? first.message : failure.detail || t('fault')
  }
}
