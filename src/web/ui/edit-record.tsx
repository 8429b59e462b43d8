/** All fields of a record in one form, for those who would rather fill in than click. */
import { Drawer } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { Fields } from '#src/core/fields.ts'
import { useFieldWords } from '../field-words.ts'
import { type NamedRecord, type RecordKind, useChangeRecord } from '../record-kind.ts'
import { useFocusReturn } from './focus-return.ts'
import classes from './quick-form.module.css'
import { RecordForm, type Values } from './record-form.tsx'
import { toast } from './toast.tsx'

interface EditRecordProps {
  of: RecordKind
  record: NamedRecord
  fields: Fields
  refersTo: Readonly<Record<string, string | undefined>>
  tags: readonly string[]
  close: () => void
}

export function EditRecord({ of, record, fields, refersTo, tags, close }: EditRecordProps) {
  useFocusReturn()
  const t = useTranslations('ui')
  const { label, optionLabel } = useFieldWords(of.words)
  const { store, reload } = useChangeRecord(of, record.id)
  return (
    <Drawer opened onClose={close} title={record.name}>
      <div className={classes.quick}>
        <RecordForm
          fields={fields}
          label={label}
          optionLabel={optionLabel}
          values={record as unknown as Values}
          refersTo={refersTo}
          suggestions={{ tags }}
          action={t('save')}
          cancel={close}
          submit={store}
          reload={reload}
          done={() => {
            toast({ title: t('saved') })
            close()
          }}
        />
      </div>
    </Drawer>
  )
}
