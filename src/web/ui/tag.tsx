/** A tag: a word in a hairline. `<Tags of={client.tags} most={2} />` folds the rest into +3. */
import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './small.module.css'

export function Tag({ children }: { children: ReactNode }) {
  return <span className={classes.tag}>{children}</span>
}

interface TagsProps {
  of: readonly string[]
  most?: number
  /** In as many lines as they need, where there is room below. */
  wrap?: boolean
}

export function Tags({ of: tags, most = 3, wrap = false }: TagsProps) {
  const hidden = tags.slice(most)
  return (
    <span className={classes.tags} data-wrap={wrap || undefined}>
      {tags.slice(0, most).map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {hidden.length > 0 && (
        <Tooltip label={hidden.join(', ')}>
          <span className={classes.tag} data-more="">
            +{hidden.length}
          </span>
        </Tooltip>
      )}
    </span>
  )
}
