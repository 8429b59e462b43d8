/** Grey initials: round for people, square for companies; indigo only for oneself. Said aloud by the name beside it. */
import classes from './small.module.css'

interface AvatarProps {
  name: string
  kind?: 'person' | 'company'
  self?: boolean
  /** 20 in running text, 22 in rows, 40 and more in headers. */
  size?: number
}

export function Avatar({ name, kind = 'person', self = false, size = 22 }: AvatarProps) {
  return (
    <span
      className={classes.avatar}
      data-kind={kind}
      data-self={self || undefined}
      style={{ width: size, height: size, fontSize: Math.max(9, Math.round(size * 0.42)) }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  )
}

/** `Katarzyna Wójcik` to KW, `Lumen` to L. Counted in characters as people see them. */
export function initialsOf(name: string) {
  const words = name
    .trim()
    .split(/[\s,]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const first = firstCharacter(words[0])
  const last = words.length > 1 ? firstCharacter(words.at(-1)) : ''
  return (first + last).toLocaleUpperCase()
}

function firstCharacter(word = '') {
  return /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? ''
}
