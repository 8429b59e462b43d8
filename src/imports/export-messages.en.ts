/** Words of taking a list out as a file. */
export const exportWords = {
  menu: 'More about this list',
  words: 'export download csv spreadsheet',
  export: 'Export',
  tooMany: 'At most {count} can be chosen by hand. Filter the list and export that.',
  allClients: 'Export all clients as CSV',
  allCompanies: 'Export all companies as CSV',
  theseClients: '{count, plural, one {Export this # client as CSV} other {Export these # clients as CSV}}',
  theseCompanies:
    '{count, plural, one {Export this # company as CSV} other {Export these # companies as CSV}}',
  workingClients: 'Exporting clients',
  workingCompanies: 'Exporting companies',
  done: '{count, plural, one {# row} other {# rows}} exported',
  failed: 'The export failed',
} as const
