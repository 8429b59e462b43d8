/** English, all of it. Each screen keeps its words beside itself and is named here, once. */
import { alerts } from '#src/alerts/messages.en.ts'
import { audit } from '#src/audit/messages.en.ts'
import { clients } from '#src/clients/messages.en.ts'
import { companies } from '#src/companies/messages.en.ts'
import { files } from '#src/files/messages.en.ts'
import { imports } from '#src/imports/messages.en.ts'
import { bank } from '#src/invoices/bank-messages.en.ts'
import { invoiceEditor } from '#src/invoices/editor-messages.en.ts'
import { invoices } from '#src/invoices/messages.en.ts'
import { reminders } from '#src/invoices/reminder-messages.en.ts'
import { reports } from '#src/invoices/report-messages.en.ts'
import { keys } from '#src/keys/messages.en.ts'
import { notes } from '#src/notes/messages.en.ts'
import { notifications } from '#src/notifications/messages.en.ts'
import { settings, team } from '#src/organizations/messages.en.ts'
import { outbox } from '#src/outbox/messages.en.ts'
import { profile } from '#src/people/messages.en.ts'
import { privacy } from '#src/privacy/messages.en.ts'
import { timeline } from '#src/timeline/messages.en.ts'
import { today } from '#src/today/messages.en.ts'
import { trash } from '#src/trash/messages.en.ts'
import { usage } from '#src/usage/messages.en.ts'
import { entrance } from './entrance.en.ts'
import { failure } from './failure.en.ts'
import { shell } from './shell.en.ts'
import { ui } from './ui.en.ts'

export const en = {
  alerts,
  audit,
  bank,
  clients,
  companies,
  entrance,
  failure,
  files,
  imports,
  invoiceEditor,
  invoices,
  keys,
  notes,
  notifications,
  outbox,
  privacy,
  profile,
  reminders,
  reports,
  settings,
  shell,
  team,
  timeline,
  today,
  trash,
  ui,
  usage,
}
