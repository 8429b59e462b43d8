/** Which columns are shown, and by what the list is sorted: the two buttons at the right of a filter bar. */
import { Button, Menu } from '@mantine/core'
import { IconArrowsSort, IconCheck, IconColumns3 } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { Columns } from './columns.ts'

export function ColumnsButton<Row>({ columns }: { columns: Columns<Row> }) {
  const t = useTranslations('ui.table')
  return (
    <Menu closeOnItemClick={false} width={220}>
      <Menu.Target>
        <Button size="xs" variant="subtle" leftSection={<IconColumns3 />} visibleFrom="sm">
          {t('columns')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('columnsHint')}</Menu.Label>
        {columns.all.map(
          (column) =>
            !column.main && (
              <Menu.CheckboxItem
                key={column.id}
                checked={columns.isShown(column.id)}
                onChange={() => columns.toggle(column.id)}
              >
                {column.head}
              </Menu.CheckboxItem>
            ),
        )}
        <Menu.Divider />
        <Menu.Item onClick={columns.reset}>{t('resetColumns')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface SortButtonProps<Row> {
  columns: Columns<Row>
  sort: string
  onSort: (sort: string) => void
}

export function SortButton<Row>({ columns, sort, onSort }: SortButtonProps<Row>) {
  const t = useTranslations('ui.table')
  const current = columns.all.find((column) => column.sort && sort.replace('-', '') === column.sort)
  return (
    <Menu width={220}>
      <Menu.Target>
        <Button size="xs" variant="subtle" leftSection={<IconArrowsSort />}>
          {current?.head ?? t('sort')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.all.map(({ id, head, sort: by, sortDownFirst }) => {
          if (!by) return null
          const chosen = sort === by || sort === `-${by}`
          const first = sortDownFirst ? `-${by}` : by
          return (
            <Menu.Item
              key={id}
              aria-current={chosen || undefined}
              rightSection={chosen && <IconCheck aria-hidden="true" />}
              onClick={() => onSort(chosen ? (sort.startsWith('-') ? by : `-${by}`) : first)}
            >
              {head}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
