/** The operations about money: payments, bank statements, reports and rates. A part of the table of contents in operations.ts. */

import type * as uploads from '#src/files/upload.ts'
import * as bank from '#src/invoices/bank.ts'
import * as bankImport from '#src/invoices/bank-import.ts'
import * as payments from '#src/invoices/payments.ts'
import * as rates from '#src/invoices/rates.ts'
import * as reports from '#src/invoices/reports.ts'
import { reportTopClients } from '#src/invoices/top-clients.ts'
import { tellOfInvoice } from '#src/invoices/tell.ts'

export const moneyOperations = [
  payments.recordPayment,
  payments.removePayment,
  payments.listPayments,
  tellOfInvoice,

  bankImport.importStatement,
  bankImport.readCurrency,
  bankImport.keepStatement,
  bankImport.listStatements,
  bank.listLines,
  bank.acceptLine,
  bank.releaseLine,
  bank.ignoreLine,

  reports.reportRevenue,
  reports.reportAging,
  reports.reportCash,
  reportTopClients,
  rates.listRates,
  rates.createRate,
  rates.deleteRate,
] as const

declare module '#src/core/operation.ts' {
  interface Callable {
    'invoice.tell': typeof tellOfInvoice
    'file.get': typeof uploads.getFile
    'bank.currency': typeof bankImport.readCurrency
    'bank.keep': typeof bankImport.keepStatement
  }
}
