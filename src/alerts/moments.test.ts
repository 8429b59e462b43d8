import { describe, expect, it } from 'vitest'
import { laterMoment, midnightAfter } from './moments.ts'
import { repeatChoices } from './repeat-choices.ts'
import { readRepeatRule } from './repeat-rule.ts'
import { readWall, writeWall } from './wall-field.ts'

const berlin = 'Europe/Berlin'
const newYork = 'America/New_York'

describe('moments one puts things off to', () => {
  it('lie on the clock of the person, over midnight and the change of the clocks', () => {
    // A Saturday evening; the clocks go back in the night.
    const saturday = new Date('2026-10-24T20:15:30.400Z')
    expect(laterMoment('hour', saturday, berlin)).toBe('2026-10-24T21:15:30Z')
    expect(laterMoment('tomorrow', saturday, berlin)).toBe('2026-10-25T08:00:00Z')
    expect(laterMoment('monday', saturday, berlin)).toBe('2026-10-26T08:00:00Z')
    expect(laterMoment('tomorrow', saturday, newYork)).toBe('2026-10-25T13:00:00Z')
    // On a Monday the next one is meant, also early in the morning.
    expect(laterMoment('monday', new Date('2026-10-26T05:00:00Z'), berlin)).toBe('2026-11-02T08:00:00Z')
    expect(midnightAfter(saturday, berlin, 1)).toBe('2026-10-24T22:00:00Z')
    expect(midnightAfter(saturday, berlin, 2)).toBe('2026-10-25T23:00:00Z')
    expect(midnightAfter(saturday, newYork, 0)).toBe('2026-10-24T04:00:00Z')
  })

  it('go into a field and come out of it as they were', () => {
    expect(writeWall('2026-11-24T09:30:00Z', berlin)).toBe('2026-11-24T10:30')
    expect(readWall('2026-11-24T10:30', berlin)).toBe('2026-11-24T09:30:00Z')
    expect(readWall('2026-11-24T10:30', newYork)).toBe('2026-11-24T15:30:00Z')
    for (const text of ['', '2026-11-24', 'soon']) expect(readWall(text, berlin)).toBeNull()
  })
})

describe('the repeats one chooses among', () => {
  it('follow from the day it is due, and are rules that are understood', () => {
    const friday = repeatChoices('2026-11-26T23:30:00Z', berlin)
    expect(friday).toContain('FREQ=WEEKLY;BYDAY=FR')
    expect(friday).toContain('FREQ=MONTHLY;BYMONTHDAY=27')
    expect(repeatChoices('2026-11-26T23:30:00Z', newYork)).toContain('FREQ=MONTHLY;BYMONTHDAY=26')
    expect(repeatChoices('2026-12-31T09:00:00Z', berlin)).toContain('FREQ=MONTHLY;BYMONTHDAY=-1')
    for (const rule of friday) expect(readRepeatRule(rule), rule).toMatchObject({ text: rule })
  })
})
