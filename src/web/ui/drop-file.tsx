/**
 * A file's way in: dropped anywhere on the page, or chosen. While one is on its way `busy` keeps others out; what was
 * refused is said below. Taking several at once is for whoever takes them to refuse, in words of its own.
 */
import '@mantine/dropzone/styles.layer.css'
import { Button } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconAlertTriangle, type IconProps } from '@tabler/icons-react'
import type { ComponentType, ReactNode, RefObject } from 'react'
import classes from './drop-file.module.css'

interface DropFileProps {
  icon: ComponentType<IconProps>
  words: {
    /** What can be done anywhere on the page, for those who hear. */
    anywhere: string
    /** While a file hangs over the page. */
    release: string
    choose: string
    title: string
    text: string
    hint?: string
  }
  busy: boolean
  /** Only the whole page takes files, and a button elsewhere: the place for them is not drawn. */
  hidden?: boolean
  /** Opens the choice of a file, from a button elsewhere. */
  open: RefObject<(() => void) | null>
  take: (files: readonly File[]) => void
}

export function DropFile({ icon: Icon, words, busy, hidden = false, open, take }: DropFileProps) {
  return (
    <>
      <Dropzone.FullScreen
        active={!busy}
        multiple
        onDrop={take}
        className={classes.overall}
        classNames={{ inner: classes.overallInner }}
        inputProps={{ 'aria-label': words.anywhere }}
      >
        <Icon size={32} stroke={1.5} aria-hidden="true" />
        <b>{words.release}</b>
      </Dropzone.FullScreen>
      <Dropzone
        openRef={open}
        multiple={false}
        onDrop={take}
        onReject={() => take([])}
        activateOnClick={false}
        enablePointerEvents
        className={hidden || busy ? 'unseen' : classes.drop}
        classNames={{ inner: classes.dropInner }}
        tabIndex={-1}
        role="presentation"
        inputProps={{ 'aria-label': words.choose, tabIndex: -1 }}
      >
        {!hidden && !busy && (
          <>
            <Icon size={28} stroke={1.5} aria-hidden="true" className={classes.dropIcon} />
            <h2 className={classes.dropTitle}>{words.title}</h2>
            <p className={classes.dropText}>{words.text}</p>
            <Button variant="filled" onClick={() => open.current?.()} data-autofocus>
              {words.choose}
            </Button>
            {words.hint && <p className={classes.dropHint}>{words.hint}</p>}
          </>
        )}
      </Dropzone>
    </>
  )
}

/** Why a file was not taken. */
export function FileRefusal({ children }: { children: ReactNode }) {
  return (
    <div className={classes.refusal} role="alert">
      <IconAlertTriangle size={16} aria-hidden="true" />
      <div>{children}</div>
    </div>
  )
}
