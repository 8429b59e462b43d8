/** What the catalogue offers while one writes a line. */
import { useState } from 'react'
import { usePerson } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import type { Offered } from './item-line.ts'

const most = 200
/** The beginning is enough for the server: the browser narrows the list further down as one types. */
const letters = 3

/** The items that fit what is being typed, and how to say what that is. */
export function useItems(currency: string) {
  const [typed, setTyped] = useState('')
  const search = typed.trim().slice(0, letters)
  const { data } = useApi('GET /items', { currency, limit: most, ...(search && { search }) })
  return { items: data?.items ?? [], setTyped }
}

export function ItemOptions({ id, items }: { id: string; items: readonly (Offered & Priced)[] }) {
  const { locale } = usePerson()
  const price = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 6 })
  return (
    <datalist id={id}>
      {items.map(({ id: key, name, unit, unitPrice, currency }) => (
        <option key={key} value={name}>
          {[`${price.format(unitPrice as Intl.StringNumericLiteral)} ${currency ?? ''}`.trim(), unit]
            .filter(Boolean)
            .join(' / ')}
        </option>
      ))}
    </datalist>
  )
}

interface Priced {
  currency: string | null
}
