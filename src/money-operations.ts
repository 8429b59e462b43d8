/** The operations about money: payments, bank statements, reports and rates. A part of the table of contents in operations.ts. */

import type * as uploads from '#src/files/upload.ts'
import * as bank from '#src/invoices/bank.ts'
import * as bankImport from '#src/invoices/bank-import.ts'
import * as books from '#src/invoices/books.ts'
import { readBooksPage } from '#src/invoices/books-rows.ts'
import type { invoiceXml } from '#src/invoices/document.ts'
import * as payments from '#src/invoices/payments.ts'
import * as rates from '#src/invoices/rates.ts'
import * as reports from '#src/invoices/reports.ts'
import { reportTax } from '#src/invoices/tax-report.ts'
import { tellOfInvoice } from '#src/invoices/tell.ts'
import { reportTopClients } from '#src/invoices/top-clients.ts'

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
  reportTax,
  rates.listRates,
  rates.createRate,
  rates.deleteRate,

  books.createBooks,
  books.getBooks,
  books.beginBooks,
  books.writeBooks,
  readBooksPage,
] as const

declare module '#src/core/operation.ts' {
  interface Callable {
    'invoice.tell': typeof tellOfInvoice
    'file.get': typeof uploads.getFile
    'bank.currency': typeof bankImport.readCurrency
    'bank.keep': typeof bankImport.keepStatement
    'books.write': typeof books.writeBooks
    'books.begin': typeof books.beginBooks
    'books.page': typeof readBooksPage
    'invoice.xml': typeof invoiceXml
  }
  interface Jobs {
    'books.write': true
  }
}
