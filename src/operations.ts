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
import * as invoiceCredit from '#src/invoices/credit.ts'
import { invoiceXml } from '#src/invoices/document.ts'
import * as invoiceDrafts from '#src/invoices/drafts.ts'
import { issueInvoice } from '#src/invoices/issue.ts'
import * as invoiceLinks from '#src/invoices/links.ts'
import * as invoices from '#src/invoices/operations.ts'
import * as invoicePdfs from '#src/invoices/pdf.ts'
import * as invoiceSend from '#src/invoices/send.ts'
import { proveSeries } from '#src/invoices/series.ts'
import * as invoiceSettings from '#src/invoices/settings.ts'
import { itemOperations } from '#src/items/operations.ts'
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
import { moneyOperations } from './money-operations.ts'
import { salesOperations } from './sales-operations.ts'

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
  outbox.handMail,
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

  proveSeries,
  invoices.listInvoices,
  invoices.getInvoice,
  invoiceDrafts.createInvoice,
  invoiceDrafts.updateInvoice,
  invoiceDrafts.deleteInvoice,
  invoiceDrafts.restoreInvoice,
  issueInvoice,
  invoiceCredit.creditInvoice,
  invoiceCredit.voidInvoice,
  invoiceSend.sendInvoice,
  invoiceSend.noteSent,
  invoiceSend.listInvoiceMails,
  invoiceXml,
  invoicePdfs.readPaper,
  invoicePdfs.invoicePdf,
  invoicePdfs.keepPdf,
  invoicePdfs.renderInvoice,
  invoicePdfs.draftPdf,
  invoiceLinks.linkInvoice,
  invoiceLinks.revokeLinks,
  invoiceLinks.showInvoice,
  invoiceLinks.visitInvoice,
  ...salesOperations,
  ...moneyOperations,
  invoiceSettings.getInvoiceSettings,
  invoiceSettings.updateInvoiceSettings,

  ...itemOperations,

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
  timelines.invoiceTimeline,
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
  'books.write': true,
  'import.work': true,
  'outbox.deliver': true,
  'invoice.note_sent': true,
  'invoice.render': true,
  'invoice.tell': true,
}
export const jobOperations: readonly string[] = Object.keys(queued)
