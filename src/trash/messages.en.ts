/** Words of the trash. */
export const trash = {
  title: 'Trash',
  label: 'What was deleted',
  columns: {
    what: 'What',
    kind: 'Kind',
    deletedBy: 'Deleted by',
    deletedAt: 'Deleted',
    purgeOn: 'Gone for good',
    action: 'Restore',
  },
  kinds: { client: 'Client', company: 'Company', note: 'Note', alert: 'Alert', invoice: 'Draft invoice' },
  about: 'on {name}',
  mergedInto: 'merged into {name}',
  untitled: 'without a title',
  someone: 'UpCRM',
  on: 'on {date}',
  by: 'by {name}',
  restore: 'Restore',
  restoreFor: 'Restore {name}',
  restoreKey: 'Restore the row',
  restored: '{name} is back',
  restoredMany: '{count, plural, one {# record is} other {# records are}} back',
  working: 'Restoring',
  emptyTitle: 'The trash is empty',
  emptyText:
    'What somebody deletes lies here for {days} days and can be put back whole. It stands in nobody’s way meanwhile.',
} as const
