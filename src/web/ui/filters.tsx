/**
 * The bar over a list. Filters are sentences (field, is, value, ×), `F` adds one, and the address holds them:
 *
 *   <FilterBar right={<SortButton … />}>
 *     <Filters search={search} fields={[{ field: 'status', label, icon, choices }]} />
 *   </FilterBar>
 */
import { Button, Menu } from '@mantine/core'
import { IconFilterPlus } from '@tabler/icons-react'
import { type ComponentType, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useKey } from '../keys.tsx'
import type { ListSearch } from '../list-search.ts'
import { FilterSentence } from './filter-sentence.tsx'
import classes from './filters.module.css'
import { KeyHint } from './key-hint.tsx'

export interface FilterField {
  /** The input's name: `status`. */
  field: string
  label: string
  icon?: ComponentType<{ size?: number; stroke?: number }>
  /** What may be ticked; a client or company, found as one types; any text, as in the list's own search; or a day. */
  choices: readonly { value: string; label: string }[] | 'client' | 'company' | 'text' | 'day'
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

/** The search of the list is a filter like the others, in a place of its own. */
const valuesOf = (search: ListSearch, field: string) =>
  field === 'search' ? (search.search ? [search.search] : []) : (search.filters[field] ?? [])

export function Filters({ search, fields }: { search: ListSearch; fields: readonly FilterField[] }) {
  const t = useTranslations('ui.filter')
  const [menu, setMenu] = useState(false)
  const [fresh, setFresh] = useState<string | null>(null)
  const unset = fields.filter(({ field }) => valuesOf(search, field).length === 0 && field !== fresh)
  useKey('f', t('add'), () => setMenu(true), { disabled: unset.length === 0 })
  return (
    <>
      {fields.map((field) =>
        valuesOf(search, field.field).length > 0 || field.field === fresh ? (
          <FilterSentence
            key={field.field}
            field={field}
            values={valuesOf(search, field.field)}
            startOpen={field.field === fresh}
            set={(values) =>
              field.field === 'search'
                ? search.setSearch(values[0] ?? '')
                : search.setFilter(field.field, values)
            }
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

/** What a filtered list says when nothing matches: which filters to lift, and a button that lifts them. */
export function NothingMatches({ search, fields }: { search: ListSearch; fields: readonly FilterField[] }) {
  const t = useTranslations('ui.filter')
  const set = fields.filter(({ field }) => valuesOf(search, field).length > 0)
  const names = set.map(({ field, label }) => (field === 'search' ? `${label} “${search.search}”` : label))
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
