/** The operations that others start by name: types only, which the compiler finds wherever they are asked for. */
import type { exportClientRows } from '#src/clients/export.ts'
import type * as clients from '#src/clients/operations.ts'
import type { renewClientPhoneKeys } from '#src/clients/phone-keys.ts'
import type { exportCompanyRows } from '#src/companies/export.ts'
import type { renewCompanyPhoneKeys } from '#src/companies/phone-keys.ts'
import type * as filePurge from '#src/files/purge.ts'
import type * as uploads from '#src/files/upload.ts'
import type { applyChunk } from '#src/imports/apply.ts'
import type { checkChunk } from '#src/imports/check.ts'
import type * as importCreate from '#src/imports/create.ts'
import type * as exportWrite from '#src/imports/export-write.ts'
import type * as importRefused from '#src/imports/refused.ts'
import type { revertChunk } from '#src/imports/revert.ts'
import type * as importStaging from '#src/imports/staging.ts'
import type * as importWatch from '#src/imports/watch.ts'
import type * as importWork from '#src/imports/work.ts'
import type * as invoicePdfs from '#src/invoices/pdf.ts'
import type * as invoiceSend from '#src/invoices/send.ts'
import type * as notes from '#src/notes/operations.ts'
import type * as outbox from '#src/outbox/deliver.ts'
import type * as trashPurge from '#src/trash/purge.ts'

/**
 * What others start by name, with `later` and `call`. A member of an interface is resolved only when it is used, so an
 * operation may name one that names it.
 */
declare module '#src/core/operation.ts' {
  interface Callable {
    'outbox.deliver': typeof outbox.deliverOutbox
    'outbox.claim': typeof outbox.claimMail
    'outbox.hand': typeof outbox.handMail
    'outbox.settle': typeof outbox.settleMail
    'invoice.note_sent': typeof invoiceSend.noteSent
    'invoice.paper': typeof invoicePdfs.readPaper
    'invoice.pdf': typeof invoicePdfs.invoicePdf
    'invoice.keep_pdf': typeof invoicePdfs.keepPdf
    'invoice.render': typeof invoicePdfs.renderInvoice
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
    'invoice.note_sent': true
    'invoice.render': true
    'invoice.tell': true
  }
}
