/** Words of notifications: the bell, what rings, the list. */
export const notifications = {
  title: 'Notifications',
  open: 'Open notifications',
  openUnread: 'Open notifications, {count} unread',
  unread: '{count, plural, one {# unread} other {# unread}}',
  many: '{count}+',
  late: 'late',
  readAll: 'Mark all read',
  read: 'Mark read: {title}',
  isUnread: 'unread',
  gone: 'not there any more',
  news: {
    invoice_viewed: 'Invoice {title} was opened by its recipient',
    invoice_paid: 'Invoice {title} is paid',
    mail_failed: 'The mail with {title} was not delivered',
    mail_unknown: 'Nobody knows whether the mail with {title} arrived',
  },
  empty: 'Nothing has rung yet',
  emptyText: 'When an alert is due it appears here, and on whatever page you are. Press R to set one.',
  ring: {
    done: 'Done',
    snooze: 'Snooze 1 h',
    open: 'Open',
    several: '{count, plural, one {# notification} other {# notifications}}',
    toToday: 'Open Today',
  },
} as const
