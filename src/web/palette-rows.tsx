/** The rows of the palette: something found, and something to do. */
import { Combobox } from '@mantine/core'
import { IconBolt, IconFileInvoice, IconNote } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { marked } from './fold.ts'
import type { Hit } from './palette-search.ts'
import type { Command } from './palette-store.ts'
import classes from './styles/palette.module.css'
import { Avatar } from './ui/avatar.tsx'
import { KeyHint } from './ui/key-hint.tsx'
import { Status } from './ui/status.tsx'
import { Moment } from './ui/values.tsx'

export function HitRow({ hit, text }: { hit: Hit; text: string }) {
  const t = useTranslations('shell.palette')
  // A draft has no number yet.
  const title = hit.title || t('draft')
  return (
    <Combobox.Option value={`${hit.kind}:${hit.id}`} className={classes.option}>
      <span className={classes.icon}>
        <HitIcon hit={hit} />
      </span>
      <span className={classes.title}>
        <Marked text={title} wanted={text} />
      </span>
      {hit.subtitle && <span className={classes.subtitle}>{hit.subtitle}</span>}
      {hit.status && hit.status !== 'active' && <Status of={hit.status} badge />}
      {hit.happenedAt && (
        <span className={classes.when}>
          <Moment at={hit.happenedAt} as="date" />
        </span>
      )}
      <span className={classes.enter}>
        <KeyHint keys="Enter" />
      </span>
    </Combobox.Option>
  )
}

function HitIcon({ hit }: { hit: Hit }) {
  if (hit.kind === 'note') return <IconNote size={18} stroke={1.5} aria-hidden="true" />
  if (hit.kind === 'invoice') return <IconFileInvoice size={18} stroke={1.5} aria-hidden="true" />
  return <Avatar name={hit.title} kind={hit.kind === 'company' ? 'company' : 'person'} />
}

function Marked({ text, wanted }: { text: string; wanted: string }) {
  return marked(text, wanted).map((piece) =>
    piece.hit ? (
      <mark key={piece.text} className={classes.mark}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  )
}

export function CommandRow({ command, text }: { command: Command; text: string }) {
  const t = useTranslations('shell.palette')
  const Icon = command.icon ?? IconBolt
  const label = command.id === 'quick-client' && text ? t('addClient', { text }) : command.label
  return (
    <Combobox.Option value={`do:${command.id}`} className={classes.option}>
      <span className={classes.icon}>
        <Icon size={18} aria-hidden="true" />
      </span>
      <span className={classes.title}>{label}</span>
      <span className={classes.keys}>{command.keys && <KeyHint keys={command.keys} />}</span>
    </Combobox.Option>
  )
}
