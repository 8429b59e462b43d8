/** Every operation there is: the table of contents of the server. */

import * as alertDeeds from '#src/alerts/deeds.ts'
import * as alerts from '#src/alerts/operations.ts'
import { ringAlerts } from '#src/alerts/ring.ts'
import * as audit from '#src/audit/operations.ts'
import { listSubjects } from '#src/audit/subjects.ts'
import * as duplicates from '#src/clients/duplicates.ts'
import { exportClientRows } from '#src/clients/export.ts'
import * as merges from '#src/clients/merge.ts'
import * as clients from '#src/clients/operations.ts'
import { renewClientPhoneKeys } from '#src/clients/phone-keys.ts'
import { listClientTags } from '#src/clients/tags.ts'
import { exportCompanyRows } from '#src/companies/export.ts'
import * as companies from '#src/companies/operations.ts'
import { renewCompanyPhoneKeys } from '#src/companies/phone-keys.ts'
import { listCompanyTags } from '#src/companies/tags.ts'
import type { Schedule } from '#src/core/jobs.ts'
import type { Jobs } from '#src/core/operation.ts'
import * as files from '#src/files/operations.ts'
import * as filePurge from '#src/files/purge.ts'
import * as uploads from '#src/files/upload.ts'
import { applyChunk } from '#src/imports/apply.ts'
import { checkChunk } from '#src/imports/check.ts'
import * as importCreate from '#src/imports/create.ts'
import * as exports from '#src/imports/export.ts'
import * as exportWrite from '#src/imports/export-write.ts'
import * as imports from '#src/imports/operations.ts'
import * as importRefused from '#src/imports/refused.ts'
import { revertChunk } from '#src/imports/revert.ts'
import * as importRows from '#src/imports/rows.ts'
import * as importStaging from '#src/imports/staging.ts'
import * as importWatch from '#src/imports/watch.ts'
import * as importWork from '#src/imports/work.ts'
import * as keys from '#src/keys/operations.ts'
import * as notes from '#src/notes/operations.ts'
import * as notifications from '#src/notifications/operations.ts'
import { acceptInvitation } from '#src/organizations/accept-invitation.ts'
import * as invitations from '#src/organizations/invitations.ts'
import * as members from '#src/organizations/members.ts'
import * as organizations from '#src/organizations/operations.ts'
import * as outbox from '#src/outbox/deliver.ts'
import { listOutbox } from '#src/outbox/operations.ts'
import * as people from '#src/people/operations.ts'
import { searchAll } from '#src/search/operations.ts'
import { summarizeActivity } from '#src/timeline/activity.ts'
import * as timelines from '#src/timeline/operations.ts'
import * as trash from '#src/trash/operations.ts'
import * as trashPurge from '#src/trash/purge.ts'
import { summarizeUsage } from '#src/usage/operations.ts'

export const operations = [
  organizations.createOrganization,
  organizations.getOrganization,
  organizations.updateOrganization,
  members.listMembers,
  members.updateMember,
  members.removeMember,
  members.leaveOrganization,
  invitations.listInvitations,
  invitations.createInvitation,
  invitations.revokeInvitation,
  invitations.renewInvitation,
  acceptInvitation,
  keys.listApiKeys,
  keys.createApiKey,
  keys.revokeApiKey,
  people.getProfile,
  people.updateProfile,
  people.seePolicy,

  audit.listAudit,
  audit.listAccess,
  listSubjects,
  summarizeUsage,

  listOutbox,
  outbox.deliverOutbox,
  outbox.claimMail,
  outbox.settleMail,

  clients.listClients,
  clients.getClient,
  clients.createClient,
  clients.updateClient,
  clients.deleteClient,
  clients.restoreClient,
  listClientTags,
  renewClientPhoneKeys,
  duplicates.clientDuplicates,
  duplicates.listDuplicates,
  merges.mergeClients,
  merges.unmergeClients,
  searchAll,

  companies.listCompanies,
  companies.getCompany,
  companies.createCompany,
  companies.updateCompany,
  companies.deleteCompany,
  companies.restoreCompany,
  listCompanyTags,
  renewCompanyPhoneKeys,

  notes.listNotes,
  notes.getNote,
  notes.createNote,
  notes.updateNote,
  notes.deleteNote,
  notes.restoreNote,

  files.listFiles,
  files.attachFile,
  files.deleteFile,
  uploads.beginFile,
  uploads.keepFile,
  uploads.dropFile,
  uploads.getFile,
  filePurge.purgeFiles,
  filePurge.claimUnwanted,
  filePurge.forgetFiles,

  timelines.clientTimeline,
  timelines.companyTimeline,
  summarizeActivity,

  trash.listTrash,
  trashPurge.purgeTrash,
  trashPurge.purgeBatch,

  exports.createExport,
  exports.getExport,
  exportClientRows,
  exportCompanyRows,
  exportWrite.writeExport,
  exportWrite.beginExport,
  exportWrite.progressExport,
  exportWrite.finishExport,
  exportWrite.watchExports,

  importCreate.createImport,
  importCreate.findImportFile,
  importCreate.beginImport,
  imports.listImports,
  imports.getImport,
  imports.updateImport,
  imports.runImport,
  imports.cancelImport,
  imports.undoImport,
  importRows.listImportRows,
  importRows.listKept,
  importRows.repairRow,
  importRefused.fileRefusals,
  importRefused.refusalsPage,
  importWork.workOnImport,
  importWork.nextStage,
  importWork.forgetKeys,
  importStaging.beginReading,
  importStaging.stageRows,
  importStaging.finishReading,
  checkChunk,
  applyChunk,
  revertChunk,
  importWatch.failImport,
  importWatch.watchImports,
  importWatch.purgeImports,
  importWatch.purgeImportBatch,

  alerts.listAlerts,
  alerts.getAlert,
  alerts.createAlert,
  alerts.updateAlert,
  alerts.deleteAlert,
  alerts.restoreAlert,
  alertDeeds.completeAlert,
  alertDeeds.reopenAlert,
  alertDeeds.snoozeAlert,
  ringAlerts,

  notifications.listNotifications,
  notifications.readNotification,
  notifications.readAllNotifications,
  notifications.purgeNotifications,
] as const

/**
 * What others start by name, with `later` and `call`. A member of an interface is resolved only when it is used, so an
 * operation may name one that names it.
 */
declare module '#src/core/operation.ts' {
  interface Callable {
    'outbox.deliver': typeof outbox.deliverOutbox
    'outbox.claim': typeof outbox.claimMail
    'outbox.settle': typeof outbox.settleMail
    'client.renew_phone_keys': typeof renewClientPhoneKeys
    'company.renew_phone_keys': typeof renewCompanyPhoneKeys
    'client.create': typeof clients.createClient
    'note.create': typeof notes.createNote
    'file.begin': typeof uploads.beginFile
    'file.keep': typeof uploads.keepFile
    'file.drop': typeof uploads.dropFile
    'export.write': typeof exportWrite.writeExport
    'export.begin': typeof exportWrite.beginExport
    'export.progress': typeof exportWrite.progressExport
    'export.finish': typeof exportWrite.finishExport
    'client.export_rows': typeof exportClientRows
    'company.export_rows': typeof exportCompanyRows
    'import.find_file': typeof importCreate.findImportFile
    'import.begin': typeof importCreate.beginImport
    'import.work': typeof importWork.workOnImport
    'import.next_stage': typeof importWork.nextStage
    'import.forget_keys': typeof importWork.forgetKeys
    'import.begin_reading': typeof importStaging.beginReading
    'import.stage_rows': typeof importStaging.stageRows
    'import.finish_reading': typeof importStaging.finishReading
    'import.check_rows': typeof checkChunk
    'import.apply_rows': typeof applyChunk
    'import.revert_records': typeof revertChunk
    'import.fail': typeof importWatch.failImport
    'import.purge_batch': typeof importWatch.purgeImportBatch
    'import.refusals_page': typeof importRefused.refusalsPage
    'trash.purge_batch': typeof trashPurge.purgeBatch
    'file.purge': typeof filePurge.purgeFiles
    'file.claim_unwanted': typeof filePurge.claimUnwanted
    'file.forget': typeof filePurge.forgetFiles
  }
  interface Jobs {
    'client.renew_phone_keys': true
    'company.renew_phone_keys': true
    'export.write': true
    'import.work': true
    'outbox.deliver': true
  }
}

const byName = new Map<string, (typeof operations)[number]>(operations.map((one) => [one.name, one]))

/** The operation with this name; a name nobody has is a fault of ours. */
export function findOperation(name: string) {
  const found = byName.get(name)
  if (!found) throw new Error(`no operation is called ${name}`)
  return found
}

/** Operations that `later()` may leave for a worker. The compiler keeps this list and `Jobs` equal. */
const queued: Record<keyof Jobs, true> = {
  'client.renew_phone_keys': true,
  'company.renew_phone_keys': true,
  'export.write': true,
  'import.work': true,
  'outbox.deliver': true,
}
export const jobOperations: readonly string[] = Object.keys(queued)

/** What is due by the clock. */
export const schedules: readonly Schedule[] = [
  { operation: 'import.watch', everyMs: 2_000, organizations: 'organizations_with_stalled_imports' },
  { operation: 'export.watch', everyMs: 60_000, organizations: 'organizations_with_silent_exports' },
  { operation: 'import.purge', everyMs: 3_600_000, organizations: 'organizations_with_old_imports' },
  { operation: 'trash.purge', everyMs: 3_600_000, organizations: 'organizations_with_old_trash' },
  { operation: 'file.purge', everyMs: 3_600_000, organizations: 'organizations_with_unwanted_files' },
  { operation: 'alert.ring', everyMs: 1_000, organizations: 'organizations_with_due_alerts' },
  {
    operation: 'notification.purge',
    everyMs: 3_600_000,
    organizations: 'organizations_with_old_notifications',
  },
]
