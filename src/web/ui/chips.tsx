/** Chips that choose what is shown: `<Chips label choices={[{ value, label, count }]} value onChange />`. */
import { useFormat } from '../intl.tsx'
import classes from './chips.module.css'

interface ChipsProps<V extends string> {
  /** What is chosen here, for those who hear it. */
  label: string
  choices: readonly { value: V; label: string; count?: number }[]
  value: V
  onChange: (value: V) => void
}

export function Chips<V extends string>({ label, choices, value, onChange }: ChipsProps<V>) {
  const { number } = useFormat()
  return (
    <fieldset className={classes.chips} aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={classes.chip}
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
          {choice.count !== undefined && <span className={classes.count}>{number(choice.count)}</span>}
        </button>
      ))}
    </fieldset>
  )
}
