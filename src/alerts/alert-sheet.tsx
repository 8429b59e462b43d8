/** The sheet of an alert: `R` opens it for a new one, *Edit* for one that is there. */
import type { QuickProps } from '#src/web/quick.tsx'
import { EditAlert } from './edit-alert.tsx'
import { NewAlert } from './new-alert.tsx'

export function AlertSheet({ subject, close }: QuickProps) {
  if (subject.alertId) return <EditAlert id={subject.alertId} close={close} />
  return <NewAlert subject={subject} close={close} />
}
