/** Promise: the one place that asks what time it is, so that a test can say. */

let shift = 0

export const now = () => new Date(Date.now() + shift)

/** Moves the clock of this process, for tests and for the demo world. */
export function setClock(moment: Date | null): void {
  shift = moment ? moment.getTime() - Date.now() : 0
}
