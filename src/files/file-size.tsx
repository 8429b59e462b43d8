/** How big a file is: `412 kB`. */
import { usePerson } from '#src/web/intl.tsx'
import classes from './files.module.css'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export function FileSize({ of: bytes }: { of: number }) {
  const { locale } = usePerson()
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  })
  return <span className={classes.size}>{format.format(bytes / 1000 ** step)}</span>
}
