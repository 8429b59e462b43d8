/**
 * Bars, each carrying its number: `<Bars label bars={[{ key, label, parts: [{ name, value, tone: 1 }] }]} />`. A bar of
 * several parts is stacked. Those who hear get the same numbers as a table.
 */
import { useFormat } from '../intl.tsx'
import classes from './bars.module.css'

export interface Bar {
  key: string
  /** The whole of it, for hovering and hearing: "Tue 24 Nov". */
  name: string
  /** Under the bar; empty where there is no room for each. */
  label: string
  parts: readonly { name: string; value: number; tone: 1 | 2 | 3 | 4 | 5 }[]
}

interface BarsProps {
  /** What the picture says, in a sentence. */
  label: string
  bars: readonly Bar[]
  height?: number
}

const crowded = 20
const long = 100

export function Bars({ label, bars, height = 112 }: BarsProps) {
  const { number } = useFormat()
  const sums = bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0))
  const most = Math.max(1, ...sums)
  const names = bars[0]?.parts.map(({ name }) => name) ?? []
  return (
    <figure className={classes.figure}>
      <div
        className={classes.bars}
        role="img"
        aria-label={label}
        data-crowded={bars.length > crowded || undefined}
        // Numbers wider than their bar stand upright.
        data-upright={(bars.length > crowded && most >= long) || undefined}
      >
        {bars.map(({ key, name, label: below, parts }, index) => (
          <div key={key} className={classes.column} title={titleOf(name, parts, number)}>
            <div className={classes.space} style={{ height }}>
              <span className={classes.number}>{sums[index] ? number(sums[index] ?? 0) : ''}</span>
              {parts.map(
                ({ name: part, value, tone }) =>
                  value > 0 && (
                    <span
                      key={part}
                      className={classes.part}
                      data-tone={tone}
                      style={{ height: `${(value / most) * (height - room)}px` }}
                    />
                  ),
              )}
            </div>
            <span className={classes.label}>{below}</span>
          </div>
        ))}
      </div>
      <div className="unseen">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <td />
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map(({ key, name, parts }, index) =>
              sums[index] ? (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  {parts.map(({ name: part, value }) => (
                    <td key={part}>{number(value)}</td>
                  ))}
                </tr>
              ) : null,
            )}
          </tbody>
        </table>
      </div>
    </figure>
  )
}

/** Above the highest bar, for its number. */
const room = 20

function titleOf(name: string, parts: Bar['parts'], number: (value: number) => string) {
  const said = parts.map((part) =>
    parts.length > 1 ? `${part.name} ${number(part.value)}` : number(part.value),
  )
  return `${name}: ${said.join(', ')}`
}

/** What the tones mean, with their sums. */
export function BarsLegend({ items }: { items: readonly { label: string; tone: 1 | 2 | 3 | 4 | 5 }[] }) {
  return (
    <ul className={classes.legend}>
      {items.map(({ label, tone }) => (
        <li key={label}>
          <span className={classes.swatch} data-tone={tone} />
          {label}
        </li>
      ))}
    </ul>
  )
}
