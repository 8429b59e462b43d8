/** All fields of a client in one form, for those who would rather fill in than click. */
import { Drawer } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { useApi } from '#src/web/query.ts'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import { RecordForm, type Values } from '#src/web/ui/record-form.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { type Client, useChangeClient } from './client-record.tsx'
import classes from './clients.module.css'
import { useFieldWords } from './field-words.tsx'
import { clientFields } from './fields.ts'
import { usePeople } from './people.tsx'

export function EditClient({ client, close }: { client: Client; close: () => void }) {
  useFocusReturn()
  const t = useTranslations('clients.page')
  const ui = useTranslations('ui')
  const { label, optionLabel } = useFieldWords()
  const { nameOf } = usePeople()
  const tags = useApi('GET /client-tags', {}).data?.items.map(({ tag }) => tag) ?? []
  const { store, reload } = useChangeClient(client.id)
  return (
    <Drawer opened onClose={close} title={client.name}>
      <div className={classes.quick}>
        <RecordForm
          fields={clientFields}
          label={label}
          optionLabel={optionLabel}
          values={client as unknown as Values}
          refersTo={{ companyId: client.company?.name, ownerId: nameOf(client.ownerId) }}
          suggestions={{ tags }}
          action={ui('save')}
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
