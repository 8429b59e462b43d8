/** Words of the usage part of the settings. */
export const usage = {
  text: 'Counts of what was asked for, never what was in it. They show how much UpCRM is used, and where it refused.',
  period: 'Period',
  days: '{count} days',
  byDay: 'By day',
  byPerson: 'By person',
  total: '{count, plural, =0 {nothing yet} one {# use} other {# uses}}',
  refused: '{count, plural, =0 {none refused} one {# refused} other {# refused}}',
  uses: 'Uses',
  day: 'Day',
  chart: 'Uses by day, from {from} to {to}',
  system: 'UpCRM itself, by the clock',
  empty: 'Nothing was counted in these days. Counts arrive within a minute of the first use.',
} as const
