/** What `?` shows: every key that works on this page. */
import { Modal } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { useKeys } from './keys.tsx'
import classes from './styles/palette.module.css'
import { useFocusReturn } from './ui/focus-return.ts'
import { KeyHint } from './ui/key-hint.tsx'

export function KeysHelp({ close }: { close: () => void }) {
  useFocusReturn()
  const t = useTranslations('shell')
  const keys = useKeys()
  return (
    <Modal opened onClose={close} title={t('keys')} size={480}>
      <p className={classes.hint}>{t('keysHint')}</p>
      <dl className={classes.keyList}>
        {keys.map(({ keys: combination, label }) => (
          <div key={combination} className={classes.keyRow}>
            <dt>{label}</dt>
            <dd>
              <KeyHint keys={combination} />
              <span className="unseen">{combination}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
