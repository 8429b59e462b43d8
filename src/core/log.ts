/** Promise: one JSON line an event, with names and numbers and never with what people wrote. */

type Level = 'debug' | 'info' | 'warn' | 'error'
const order: Level[] = ['debug', 'info', 'warn', 'error']
let threshold: Level | 'silent' = 'info'

export function setLogLevel(level: Level | 'silent'): void {
  threshold = level
}

export function log(level: Level, event: string, facts: Record<string, unknown> = {}): void {
  if (threshold === 'silent' || order.indexOf(level) < order.indexOf(threshold)) return
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })
  if (level === 'error' || level === 'warn') console.error(line)
  else console.log(line)
}

/** What may be logged of a fault: its kind and where it happened, not its message, which can hold data. */
export function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { fault: typeof error }
  const code = (error as { code?: unknown }).code
  return {
    fault: error.name,
    ...(code ? { code } : {}),
    // Only the lines of places: a message can be several lines long, and they stand before those.
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 5)
      .join(' | '),
  }
}
