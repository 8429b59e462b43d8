/** What happens when a row matches, with one match before and after; and what becomes of columns without a field. */
import { SegmentedControl } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import { Tag } from '#src/web/ui/tag.tsx'
import { type Import, noteTarget, useTargetWord } from './import-words.tsx'
import type { ImportChoice } from './prepare-import.tsx'
import classes from './side.module.css'

export interface SideProps {
  record: Import
  choose: (choice: ImportChoice) => void
  disabled: boolean
}

const ways = ['update', 'skip', 'create'] as const
const wayTexts = { update: 'updateText', skip: 'skipText', create: 'createText' } as const

export function MatchWays({ record, choose, disabled }: SideProps) {
  const t = useTranslations('imports.matched')
  const title = t(record.kind === 'client' ? 'title' : 'titleCompany')
  return (
    <section className={classes.block}>
      <h2 className={classes.title}>{title}</h2>
      <SegmentedControl
        fullWidth
        aria-label={title}
        value={record.matched}
        onChange={(value) => choose({ matched: value as Import['matched'] })}
        data={ways.map((value) => ({ value, label: t(value) }))}
        disabled={disabled}
      />
      <p className={classes.text}>{t(wayTexts[record.matched])}</p>
    </section>
  )
}

const named = 3

export function UnknownColumns({ record, choose, disabled }: SideProps) {
  const t = useTranslations('imports.unknown')
  const unknown = record.columns.filter(({ target, filled }) => target === noteTarget && filled > 0)
  if (unknown.length === 0) return null
  const names = unknown.slice(0, named).map(({ name }) => name)
  const rest = unknown.length - names.length
  const listed = names.join(', ')
  const columns = rest > 0 ? t('and', { names: listed, count: String(rest) }) : listed
  return (
    <section className={classes.block}>
      <h2 className={classes.title}>{t('title')}</h2>
      <SegmentedControl
        fullWidth
        aria-label={t('title')}
        value={record.unknownColumns}
        onChange={(value) => choose({ unknownColumns: value as Import['unknownColumns'] })}
        data={[
          { value: 'note', label: t('note') },
          { value: 'drop', label: t('drop') },
        ]}
        disabled={disabled}
      />
      <p className={classes.text}>
        {t(record.unknownColumns === 'note' ? 'noteText' : 'dropText', { columns, count: unknown.length })}
      </p>
    </section>
  )
}

type Example = NonNullable<Import['example']>

const isDay = /^\d{4}-\d\d-\d\d$/
const stayingShown = 2

/** What changes comes first; of what stays, enough to see that it does. */
export function MatchExample({ record }: { record: Import }) {
  const t = useTranslations('imports.example')
  const targetWord = useTargetWord()
  const { day } = useFormat()
  const { example, kind, matched } = record
  if (!example || matched !== 'update') return null
  const read = (values: readonly string[]) => values.map((value) => (isDay.test(value) ? day(value) : value))
  const isSame = ({ before, after }: Example['fields'][number]) => before.join() === after.join()
  const changed = example.fields.filter((field) => !isSame(field))
  const shown = [...changed, ...example.fields.filter(isSame).slice(0, stayingShown)]
  return (
    <section className={classes.block}>
      <h2 className={classes.title}>{t(changed.length > 0 ? 'title' : 'titleSame')}</h2>
      {changed.length === 0 && (
        <p className={classes.text}>{t(kind === 'client' ? 'same' : 'sameCompany')}</p>
      )}
      <dl className={classes.facts}>
        <div className={classes.fact}>
          <dt>{t(kind)}</dt>
          <dd className={classes.strong}>{example.name}</dd>
        </div>
        {shown.map(({ field, before, after }) => (
          <div key={field} className={classes.fact}>
            <dt>{targetWord(record, field)}</dt>
            <dd>
              <Change before={read(before)} after={read(after)} many={isMany(record, field)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const isMany = ({ targets }: Import, field: string) =>
  targets.find(({ target }) => target === field)?.collects ?? false

function Change({
  before,
  after,
  many,
}: {
  before: readonly string[]
  after: readonly string[]
  many: boolean
}) {
  const t = useTranslations('imports.example')
  if (many && (before.length > 0 || after.length > 1)) {
    return (
      <span className={classes.tags}>
        {before.map((value) => (
          <Tag key={value}>{value}</Tag>
        ))}
        {after
          .filter((value) => !before.includes(value))
          .map((value) => (
            <span key={value} className={classes.added}>
              {t('added', { value })}
            </span>
          ))}
      </span>
    )
  }
  const [old = '', now = ''] = [before.join(', '), after.join(', ')]
  if (old === now) return <span className={classes.stays}>{t('stays', { value: old || t('empty') })}</span>
  return (
    <>
      <span className={classes.stays}>{old || t('empty')}</span>{' '}
      <IconArrowRight size={13} aria-label={t('becomes')} className={classes.arrow} />{' '}
      <b>{now || t('empty')}</b>
    </>
  )
}
