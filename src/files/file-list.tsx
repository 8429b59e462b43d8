/** The files of a client or a company: listed, downloaded, deleted, and added by a button or by dropping them. */
import { ActionIcon } from '@mantine/core'
import { IconFile, IconFileTypePdf, IconPhoto, IconPlus, IconTrash } from '@tabler/icons-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, Failure } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { invalidate, useApi } from '#src/web/query.ts'
import { useReason } from '#src/web/reason.ts'
import { useMay } from '#src/web/session.ts'
import { confirm } from '#src/web/ui/confirm.tsx'
import { ProgressRow } from '#src/web/ui/progress-row.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import { fileAddress, upload } from '#src/web/upload.ts'
import classes from './files.module.css'

interface Subject {
  clientId?: string
  companyId?: string
}

interface Upload {
  key: string
  name: string
  share: number
  stop: () => void
}

/** Uploads that are on their way, and the deed that begins some. */
export function useUploads(subject: Subject) {
  const t = useTranslations('files')
  const reason = useReason()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const one = async (file: File) => {
    const control = new AbortController()
    const key = `${file.name} ${Math.random()}`
    const set = (share: number) =>
      setUploads((all) => all.map((other) => (other.key === key ? { ...other, share } : other)))
    setUploads((all) => [...all, { key, name: file.name, share: 0, stop: () => control.abort() }])
    try {
      const { id } = await upload(file, { onProgress: set, signal: control.signal })
      await api('POST /files/:fileId/attach', { fileId: id, ...subject })
      return true
    } catch (error) {
      if (error instanceof Failure) {
        toast({ tone: 'fault', title: t('refused', { name: file.name }), text: reason(error) })
      } else if (!(error instanceof DOMException)) throw error
      return false
    } finally {
      setUploads((all) => all.filter((other) => other.key !== key))
    }
  }
  const add = async (files: Iterable<File>) => {
    const done = await Promise.all([...files].map(one))
    const count = done.filter(Boolean).length
    if (count > 0) {
      await invalidate(['file'])
      toast({ title: t('attached', { count }) })
    }
  }
  return { uploads, add }
}

/** Whatever it surrounds takes files that are dropped on it. */
export function DropZone({
  add,
  disabled,
  className,
  children,
}: {
  add: (files: Iterable<File>) => Promise<void>
  disabled: boolean
  className?: string | undefined
  children: ReactNode
}) {
  const t = useTranslations('files')
  const [over, setOver] = useState(false)
  const isFiles = (event: DragEvent) => !disabled && event.dataTransfer.types.includes('Files')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has the button beside it as its twin for keys
    <div
      className={className}
      onDragEnter={(event) => isFiles(event) && setOver(true)}
      onDragOver={(event) => {
        if (isFiles(event)) event.preventDefault()
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        setOver(false)
        if (!isFiles(event)) return
        event.preventDefault()
        void add([...event.dataTransfer.files])
      }}
    >
      {children}
      {over && <div className={classes.over}>{t('drop')}</div>}
    </div>
  )
}

interface FileListProps {
  subject: Subject
  uploads: readonly Upload[]
  add: (files: Iterable<File>) => Promise<void>
  disabled: boolean
}

const few = 6

export function FileList({ subject, uploads, add, disabled }: FileListProps) {
  const t = useTranslations('files')
  const mayWrite = useMay('files.write') && !disabled
  const [all, setAll] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const { data, error, refetch } = useApi('GET /files', { ...subject, limit: 100 })
  const found = data?.items ?? []
  const shown = all ? found : found.slice(0, few)
  return (
    <section className={classes.files} aria-label={t('title')}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('title')}</h2>
        {mayWrite && (
          <>
            <ActionIcon size="sm" aria-label={t('add')} onClick={() => input.current?.click()}>
              <IconPlus />
            </ActionIcon>
            <input
              ref={input}
              type="file"
              multiple
              hidden
              aria-label={t('add')}
              onChange={(event) => {
                void add([...(event.currentTarget.files ?? [])])
                event.currentTarget.value = ''
              }}
            />
          </>
        )}
      </div>
      {error && !data && <FailurePanel failure={error} retry={() => void refetch()} />}
      {uploads.map(({ key, name, share, stop }) => (
        <ProgressRow
          key={key}
          label={t('adding', { name })}
          done={Math.round(share * 100)}
          total={100}
          stop={stop}
        />
      ))}
      {data && found.length === 0 && uploads.length === 0 && (
        <p className={classes.none}>{t(mayWrite ? 'none' : 'noneRead')}</p>
      )}
      <ul className={classes.list}>
        {shown.map((file) => (
          <FileLine key={file.id} file={file} mayWrite={mayWrite} />
        ))}
      </ul>
      {shown.length < found.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {t('more', { count: String(found.length) })}
        </button>
      )}
    </section>
  )
}

interface Listed {
  id: string
  name: string
  type: string
  createdAt: string
}

function FileLine({ file: { id, name, type, createdAt }, mayWrite }: { file: Listed; mayWrite: boolean }) {
  const t = useTranslations('files')
  const remove = useDeed('DELETE /files/:id', { touches: ['file'], done: t('deleted', { name }) })
  const Icon = type === 'application/pdf' ? IconFileTypePdf : type.startsWith('image/') ? IconPhoto : IconFile
  const ask = async () => {
    const yes = await confirm({
      title: t('deleteTitle', { name }),
      text: t('deleteText'),
      action: t('deleteAction'),
      danger: true,
    })
    if (yes) await remove.run({ id })
  }
  return (
    <li className={classes.file}>
      <Icon size={16} stroke={1.5} aria-hidden="true" />
      <a className={classes.name} href={fileAddress(id)} download title={name}>
        {name}
      </a>
      <span className={classes.at}>
        <Moment at={createdAt} as="date" />
      </span>
      {mayWrite && (
        <ActionIcon
          size="sm"
          className={classes.delete}
          aria-label={t('delete', { name })}
          onClick={() => void ask()}
        >
          <IconTrash />
        </ActionIcon>
      )}
    </li>
  )
}
