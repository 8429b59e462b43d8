/** Sums of reports in the organization's currency: others only by a rate that somebody entered, else told beside. */
import { byKey, type Sql } from '#src/core/db.ts'
import { conflict } from '#src/core/errors.ts'
import { divideHalfUp, readDecimal, tenTo } from './decimal.ts'
import { exponentOf } from './money.ts'

interface KnownRate {
  currency: string
  on: string
  rate: string
}

/** The organization's currency and the rates that lead to it, of each currency the latest first. */
export interface Rates {
  base: string
  of: Map<string, KnownRate[]>
}

export async function readRates(sql: Sql, organization: string): Promise<Rates> {
  const [own, rows] = await Promise.all([
    sql<{ currency: string }>`${byKey}select currency from organizations where id = ${organization}`,
    sql<KnownRate>`
      select r.currency, r.rated_on as "on", r.rate from exchange_rates r
      join organizations o on o.id = r.org_id and o.currency = r.base
      where r.org_id = ${organization} order by r.rated_on desc`,
  ])
  const of = new Map<string, KnownRate[]>()
  for (const row of rows) of.set(row.currency, [...(of.get(row.currency) ?? []), row])
  return { base: own[0]!.currency, of }
}

/** The latest rate that was entered for this day or an earlier one. */
const rateFor = ({ of }: Rates, currency: string, day: string) =>
  of.get(currency)?.find(({ on }) => on <= day)

/** What minor units of a currency are by a rate, in minor units of another, half up. */
export function convert(
  amount: bigint,
  { currency, rate }: { currency: string; rate: string },
  base: string,
) {
  const { units, scale } = readDecimal(rate)
  return divideHalfUp(amount * units * tenTo(exponentOf(base)), tenTo(scale) * tenTo(exponentOf(currency)))
}

/** As an answer tells it; what JSON could not tell to the unit is refused rather than told nearly. */
export function exact(amount: bigint): number {
  const number = Number(amount)
  if (!Number.isSafeInteger(number))
    throw conflict('too_much', 'This comes to more than can be told to the unit. Choose a shorter period.')
  return number
}

type Amounts<K extends string> = Record<K, bigint>
interface Gathered<K extends string> {
  bucket: string
  currency: string
  rate: KnownRate | undefined
  amounts: Amounts<K>
}

/**
 * Gathers sums by bucket. All that one rate converts in a bucket is added up first and rounded once; `counted` are
 * numbers of things, which no rate changes.
 */
export function openLedger<K extends string>(rates: Rates, names: readonly K[], counted: readonly K[] = []) {
  const gathered = new Map<string, Gathered<K>>()
  const nothing = () => Object.fromEntries(names.map((name) => [name, 0n])) as Amounts<K>
  const numbers = (amounts: Amounts<K>) =>
    Object.fromEntries(names.map((name) => [name, exact(amounts[name])])) as Record<K, number>

  function add(bucket: string, currency: string, day: string, amounts: Partial<Amounts<K>>): void {
    const rate = currency === rates.base ? undefined : rateFor(rates, currency, day)
    const key = `${bucket} ${currency} ${rate?.on}`
    const sum = gathered.get(key) ?? { bucket, currency, rate, amounts: nothing() }
    for (const name of names) sum.amounts[name] += amounts[name] ?? 0n
    gathered.set(key, sum)
  }

  const isOurs = ({ currency, rate }: Gathered<K>) => currency === rates.base || rate !== undefined

  /** What there is in a bucket, or in all of them, in the organization's currency. */
  function sumOf(wanted?: string): Record<K, number> {
    const total = nothing()
    for (const one of gathered.values()) {
      if (!isOurs(one) || (wanted !== undefined && one.bucket !== wanted)) continue
      for (const name of names)
        total[name] +=
          one.rate && !counted.includes(name)
            ? convert(one.amounts[name], one.rate, rates.base)
            : one.amounts[name]
    }
    return numbers(total)
  }

  return {
    add,
    sumOf,
    /** What no rate converts. */
    beside: () =>
      [...gathered.values()]
        .filter((one) => !isOurs(one))
        .map(({ bucket, currency, amounts }) => ({ bucket, currency, ...numbers(amounts) }))
        .sort((a, b) => a.bucket.localeCompare(b.bucket) || a.currency.localeCompare(b.currency)),
    used: () => {
      const rated = [...gathered.values()].flatMap(({ rate }) => (rate ? [rate] : []))
      return [...new Set(rated)].sort(
        (a, b) => a.currency.localeCompare(b.currency) || a.on.localeCompare(b.on),
      )
    },
  }
}
