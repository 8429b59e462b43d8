/** The key that does the same as the button it stands on: `<KeyHint keys="c" />`, `mod+k`, `g t`. */
import { Kbd } from '@mantine/core'
import { keyCaps } from '../keys.tsx'
import classes from './small.module.css'

export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={classes.keys} aria-hidden="true">
      {keyCaps(keys).map((cap) => (
        <Kbd key={cap}>{cap}</Kbd>
      ))}
    </span>
  )
}
