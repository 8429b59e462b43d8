/** What is due by the clock: operations of the system, each in every organization where there is something to do. */
import type { Schedule } from '#src/core/jobs.ts'

export const schedules: readonly Schedule[] = [
  { operation: 'import.watch', everyMs: 2_000, organizations: 'organizations_with_stalled_imports' },
  { operation: 'export.watch', everyMs: 60_000, organizations: 'organizations_with_silent_exports' },
  { operation: 'import.purge', everyMs: 3_600_000, organizations: 'organizations_with_old_imports' },
  { operation: 'trash.purge', everyMs: 3_600_000, organizations: 'organizations_with_old_trash' },
  { operation: 'file.purge', everyMs: 3_600_000, organizations: 'organizations_with_unwanted_files' },
  { operation: 'reminder.run', everyMs: 300_000, organizations: 'organizations_with_due_reminders' },
  { operation: 'recurring.run', everyMs: 60_000, organizations: 'organizations_with_due_recurring' },
  { operation: 'alert.ring', everyMs: 1_000, organizations: 'organizations_with_due_alerts' },
  {
    operation: 'notification.purge',
    everyMs: 3_600_000,
    organizations: 'organizations_with_old_notifications',
  },
]
