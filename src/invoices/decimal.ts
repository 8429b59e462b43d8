/** Decimal numbers as they are written ("12.345"), counted with integers, so that nothing is ever a float. Pure. */

/** `units` divided by ten to the power of `scale`: "12.34" is 1234 and 2. */
export interface Decimal {
  units: bigint
  scale: number
}

export const tenTo = (power: number) => 10n ** BigInt(power)

/** Reads "12.345" or "-3". What is no such number is a fault of ours: schemas let nothing else in. */
export function readDecimal(text: string): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new Error('not a decimal number')
  const [, sign, whole = '', fraction = ''] = match
  const units = BigInt(whole + fraction)
  return { units: sign ? -units : units, scale: fraction.length }
}

/** Half up, by the number's size: 0.5 becomes 1 and −0.5 becomes −1. The divisor is positive. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const half = (2n * (dividend < 0n ? -dividend : dividend) + divisor) / (2n * divisor)
  return dividend < 0n ? -half : half
}

/** Writes it with at least `least` places behind the point and no needless zeros: 1230 and 3 is "1.23". */
export function writeDecimal({ units, scale }: Decimal, least = 0): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits
    .slice(digits.length - scale)
    .replace(/0+$/, '')
    .padEnd(least, '0')
  return `${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

/** The same number in the same words, however it was written: "19.00" is "19". */
export const plainDecimal = (text: string) => writeDecimal(readDecimal(text))
