/** The operations about money: payments, reports and rates. A part of the table of contents in operations.ts. */

import * as payments from '#src/invoices/payments.ts'
import * as rates from '#src/invoices/rates.ts'
import * as reports from '#src/invoices/reports.ts'
import { reportTopClients } from '#src/invoices/top-clients.ts'

export const moneyOperations = [
  payments.recordPayment,
  payments.removePayment,
  payments.listPayments,

  reports.reportRevenue,
  reports.reportAging,
  reports.reportCash,
  reportTopClients,
  rates.listRates,
  rates.createRate,
  rates.deleteRate,
] as const
