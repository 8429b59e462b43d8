/**
 * The bar over a list. Filters are sentences (field, is, value, ×), `F` adds one, and the address holds them:
 *
 *   <FilterBar right={<SortButton … />}>
 *     <Filters search={search} fields={[{ field: 'status', label, icon, choices }]} />
 *   </FilterBar>
 */
import { Button, Checkbox, CloseButton, Menu, Popover, TextInput } from '@mantine/core'
import { IconFilterPlus, IconSearch } from '@tabler/icons-react'
import { type ComponentType, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { folded } from '../fold.ts'
import { useKey } from '../keys.tsx'
import type { ListSearch } from '../list-search.ts'
import classes from './filters.module.css'
import { KeyHint } from './key-hint.tsx'

export interface FilterField {
  /** The input's name: `status`. */
  field: string
  label: string
  icon?: ComponentType<{ size?: number; stroke?: number }>
  choices: readonly { value: string; label: string }[]
  /** One value only, where the operation takes one. */
  single?: boolean
}

export function FilterBar({ children, right }: { children?: ReactNode; right?: ReactNode }) {
  return (
    <div className={classes.bar}>
      {children}
      <div className={classes.right}>{right}</div>
    </div>
  )
}

export function Filters({ search, fields }: { search: ListSearch; fields: readonly FilterField[] }) {
  const t = useTranslations('ui.filter')
  const [menu, setMenu] = useState(false)
  const [fresh, setFresh] = useState<string | null>(null)
  const unset = fields.filter(({ field }) => !search.filters[field] && field !== fresh)
  useKey('f', t('add'), () => setMenu(true), { disabled: unset.length === 0 })
  return (
    <>
      {fields.map((field) =>
        search.filters[field.field] || field.field === fresh ? (
          <FilterSentence
            key={field.field}
            field={field}
            values={search.filters[field.field] ?? []}
            startOpen={field.field === fresh}
            set={(values) => search.setFilter(field.field, values)}
            closed={() => setFresh(null)}
          />
        ) : null,
      )}
      {unset.length > 0 && (
        <Menu position="bottom-start" opened={menu} onChange={setMenu} width={220}>
          <Menu.Target>
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconFilterPlus />}
              rightSection={<KeyHint keys="f" />}
            >
              {t('add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {unset.map(({ field, label, icon: Icon }) => (
              <Menu.Item key={field} leftSection={Icon && <Icon size={16} />} onClick={() => setFresh(field)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

interface FilterSentenceProps {
  field: FilterField
  values: readonly string[]
  startOpen: boolean
  set: (values: readonly string[]) => void
  closed: () => void
}

const manyChoices = 8

function FilterSentence({ field, values, startOpen, set, closed }: FilterSentenceProps) {
  const t = useTranslations('ui.filter')
  const [opened, setOpened] = useState(startOpen)
  const [text, setText] = useState('')
  const { label, icon: Icon, choices, single } = field
  const chosen = choices.filter(({ value }) => values.includes(value)).map((choice) => choice.label)
  const shown = choices.filter((choice) => folded(choice.label).includes(folded(text)))
  const change = (open: boolean) => {
    setOpened(open)
    setText('')
    if (!open) closed()
  }
  const toggle = (value: string) => {
    if (single) {
      set(values.includes(value) ? [] : [value])
      change(false)
    } else {
      set(values.includes(value) ? values.filter((other) => other !== value) : [...values, value])
    }
  }
  return (
    <div className={classes.sentence}>
      <span className={classes.field}>
        {Icon && <Icon size={14} stroke={1.75} />}
        {label}
      </span>
      <span className={classes.is}>{t('is')}</span>
      <Popover opened={opened} onChange={change} position="bottom-start" width={240} trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={classes.value} onClick={() => change(!opened)}>
            {/* Values that are not among the choices (an old link) are shown as they stand in the address. */}
            {chosen.length > 0 ? chosen.join(', ') : values.length > 0 ? values.join(', ') : '…'}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('choose', { field: label })}>
          {choices.length > manyChoices && (
            <TextInput
              className={classes.find}
              leftSection={<IconSearch size={14} />}
              aria-label={t('choose', { field: label })}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          <div className={classes.choices}>
            {shown.map((choice) => (
              <Checkbox
                key={choice.value}
                className={classes.choice}
                label={choice.label}
                checked={values.includes(choice.value)}
                onChange={() => toggle(choice.value)}
              />
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
      <CloseButton
        className={classes.remove}
        iconSize={14}
        aria-label={t('remove', { field: label })}
        onClick={() => {
          set([])
          closed()
        }}
      />
    </div>
  )
}

/** What a filtered list says when nothing matches: which filters to lift, and a button that lifts them. */
export function NothingMatches({ search, fields }: { search: ListSearch; fields: readonly FilterField[] }) {
  const t = useTranslations('ui.filter')
  const names = fields.filter(({ field }) => search.filters[field]).map(({ label }) => label)
  if (search.search) names.unshift(`“${search.search}”`)
  return (
    <div className={classes.nothing}>
      <p>
        <b>{t('nothing')}</b> {t('nothingHint', { filters: names.join(', ') })}
      </p>
      <Button
        onClick={() => {
          search.clearFilters()
          if (search.search) search.setSearch('')
        }}
      >
        {t('clear')}
      </Button>
    </div>
  )
}
