/** Words of the outbox. */
export const outbox = {
  label: 'Mail of the organization',
  recipient: 'To',
  subject: 'Subject',
  status: 'Status',
  written: 'Written',
  sentAt: 'Sent',
  statuses: {
    kept: 'Kept here',
    waiting: 'Waiting',
    sending: 'Being sent',
    sent: 'Sent',
    failed: 'Not delivered',
    unknown: 'Unknown, check',
  },
  statusMeans: {
    kept: 'This UpCRM has no mail server, so the mail stayed here. Hand over what is in it yourself.',
    waiting: 'It goes out as soon as the mail server takes it.',
    sending: 'It is being handed to the mail server right now.',
    sent: 'The mail server took it.',
    failed: 'The mail server refused it, or could not be reached for two days. Nothing more is tried.',
    unknown:
      'The connection broke while it was being handed over: it may have arrived or not. It is not sent again, so that nobody gets it twice. Ask the person.',
  },
  textGone: 'Its text was kept for 30 days and is gone.',
  emptyTitle: 'No mail yet',
  emptyText: 'Mail that the organization sends, such as invitations, is listed here with what became of it.',
} as const
