/** Medians of rounds, as a Markdown table. */
import type { Measured } from './load.ts'
import type { Sees } from './scenarios.ts'

export interface Round {
  ours: Measured
  floor: Measured
  /** Ours with one connection: how long one person waits when nobody else asks. */
  alone: Measured
}

export interface Outcome {
  name: string
  sees: Sees
  sameBytes: boolean
  ours: Figures
  floor: Figures
  aloneP50: number
  /** Median of the rounds' own ratios: what the machine does besides strikes both. */
  ratio: number
  refused: number
}

interface Figures {
  perSecond: number
  p50: number
  p99: number
}

const median = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 0
    ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
    : (sorted[Math.floor(middle)] ?? Number.NaN)
}
const perSecond = ({ answers, milliseconds }: Measured) => (answers * 1000) / milliseconds

const figures = (rounds: Measured[]): Figures => ({
  perSecond: median(rounds.map(perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
})

export const compare = (name: string, sees: Sees, sameBytes: boolean, rounds: Round[]): Outcome => ({
  name,
  sees,
  sameBytes,
  ours: figures(rounds.map(({ ours }) => ours)),
  floor: figures(rounds.map(({ floor }) => floor)),
  aloneP50: median(rounds.map(({ alone }) => alone.p50)),
  ratio: median(rounds.map(({ ours, floor }) => perSecond(ours) / perSecond(floor))),
  refused: rounds.reduce((sum, { ours, floor }) => sum + ours.refused + floor.refused, 0),
})

const heads = [
  '',
  'sees',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'alone p50 ms',
  'floor/s',
  'floor p50',
  'floor p99',
  'ratio',
]

export function table(outcomes: Outcome[]): string {
  const lines = outcomes.map(({ name, sees, ours, floor, aloneP50, ratio, sameBytes, refused }) => [
    name + (sameBytes ? '' : ' (bytes differ)') + (refused > 0 ? ` (${refused} refused)` : ''),
    sees,
    ours.perSecond.toFixed(0),
    ours.p50.toFixed(1),
    ours.p99.toFixed(1),
    aloneP50.toFixed(1),
    floor.perSecond.toFixed(0),
    floor.p50.toFixed(1),
    floor.p99.toFixed(1),
    ratio.toFixed(2),
  ])
  const widths = heads.map((head, column) =>
    Math.max(...[heads, ...lines].map((line) => line[column]?.length ?? head.length)),
  )
  const row = (cells: string[]) =>
    `| ${cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`
  const rule = `|${widths.map((width, at) => (at < 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [row(heads), rule, ...lines.map(row)].join('\n')
}
