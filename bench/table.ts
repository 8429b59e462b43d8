/** Medians of rounds, as a Markdown table. */
import type { Measurement } from './parties.ts'
import type { Sees } from './scenarios.ts'

export interface Round {
  ours: Measurement
  floor: Measurement
  /** Ours with one connection: how long one person waits when nobody else asks. */
  alone: Measurement
}

export interface Outcome {
  name: string
  sees: Sees
  sameBytes: boolean
  ours: Figures
  floor: Figures
  aloneP50: number
  /** Medians of the rounds' own ratios: what the machine does besides strikes both. */
  ratio: number
  processorRatio: number
  refused: number
}

interface Figures {
  perSecond: number
  p50: number
  p99: number
  processor: number
}

const median = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 0
    ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
    : (sorted[Math.floor(middle)] ?? Number.NaN)
}
const perSecond = ({ answers, milliseconds }: Measurement) => (answers * 1000) / milliseconds

const figures = (rounds: Measurement[]): Figures => ({
  perSecond: median(rounds.map(perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  processor: median(rounds.map(({ processor }) => processor)),
})

export const compare = (name: string, sees: Sees, sameBytes: boolean, rounds: Round[]): Outcome => ({
  name,
  sees,
  sameBytes,
  ours: figures(rounds.map(({ ours }) => ours)),
  floor: figures(rounds.map(({ floor }) => floor)),
  aloneP50: median(rounds.map(({ alone }) => alone.p50)),
  ratio: median(rounds.map(({ ours, floor }) => perSecond(ours) / perSecond(floor))),
  processorRatio: median(rounds.map(({ ours, floor }) => floor.processor / ours.processor)),
  refused: rounds.reduce((sum, { ours, floor }) => sum + ours.refused + floor.refused, 0),
})

const heads = [
  ...['', 'sees', 'requests/s', 'p50 ms', 'p99 ms', 'alone p50', 'cpu ms'],
  ...['floor/s', 'floor p50', 'floor p99', 'floor cpu', 'ratio', 'cpu ratio'],
]

export function table(outcomes: Outcome[]): string {
  const lines = outcomes.map(({ name, sees, ours, floor, aloneP50, ratio, processorRatio, ...more }) => [
    name + (more.sameBytes ? '' : ' (bytes differ)') + (more.refused > 0 ? ` (${more.refused} refused)` : ''),
    sees,
    ours.perSecond.toFixed(0),
    ours.p50.toFixed(1),
    ours.p99.toFixed(1),
    aloneP50.toFixed(1),
    ours.processor.toFixed(2),
    floor.perSecond.toFixed(0),
    floor.p50.toFixed(1),
    floor.p99.toFixed(1),
    floor.processor.toFixed(2),
    ratio.toFixed(2),
    processorRatio.toFixed(2),
  ])
  const widths = heads.map((head, column) =>
    Math.max(...[heads, ...lines].map((line) => line[column]?.length ?? head.length)),
  )
  const row = (cells: string[]) =>
    `| ${cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`
  const rule = `|${widths.map((width, at) => (at < 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [row(heads), rule, ...lines.map(row)].join('\n')
}
