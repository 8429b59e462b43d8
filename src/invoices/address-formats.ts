/** Electronic addresses whose form Peppol checks, each by the rule of whoever gives the numbers (PEPPOL-COMMON). Pure. */

const digitsOf = (text: string) => [...text].map(Number)

/** GS1: from the right, digits count three and one in turn. */
const isGln = (text: string) => {
  if (!/^\d{2,}$/.test(text)) return false
  const [check = 0, ...rest] = digitsOf(text).reverse()
  const sum = rest.reduce((all, digit, i) => all + digit * (i % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10 === check
}

const isNorwegian = (text: string) => {
  if (!/^\d{9}$/.test(text)) return false
  const digits = digitsOf(text)
  const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce((all, weight, i) => all + weight * digits[i]!, 0)
  return Number(text) > 0 && (11 - (sum % 11)) % 11 === digits[8]
}

const isBelgian = (text: string) =>
  /^\d{10}$/.test(text) && 97 - (Number(text.slice(0, 8)) % 97) === Number(text.slice(8))

/** Luhn. */
const isSwedish = (text: string) => {
  if (!/^\d{10}$/.test(text)) return false
  const sum = digitsOf(text).reduce((all, digit, i) => {
    const counted = i % 2 === 0 ? digit * 2 : digit
    return all + (counted > 9 ? counted - 9 : counted)
  }, 0)
  return sum % 10 === 0
}

const isAustralian = (text: string) => {
  if (!/^\d{11}$/.test(text)) return false
  const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]
  const sum = digitsOf(text).reduce((all, digit, i) => all + (i === 0 ? digit - 1 : digit) * weights[i]!, 0)
  return sum % 89 === 0
}

const formats: Readonly<Record<string, { name: string; fits: (text: string) => boolean }>> = {
  '0007': { name: 'Swedish organization number', fits: isSwedish },
  '0088': { name: 'GLN', fits: isGln },
  '0151': { name: 'Australian business number', fits: isAustralian },
  '0184': { name: 'Danish CVR number, such as DK12345678', fits: (text) => /^DK\d{8}$/.test(text) },
  '0192': { name: 'Norwegian organization number', fits: isNorwegian },
  '0208': { name: 'Belgian enterprise number', fits: isBelgian },
}

/** What is wrong with an address of this scheme, in a sentence, or nothing. */
export function addressFaultOf(scheme: string, value: string): string | null {
  const format = formats[scheme]
  return !format || format.fits(value.trim()) ? null : `“${value}” is no ${format.name}: look at each digit.`
}
