/** Countries, currencies, time zones and locales as the browser knows them, and what it guesses about who sits there. */

/** ISO 3166-1 alpha-2. */
const countryCodes =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  )

export interface Choice {
  value: string
  label: string
}

const byLabel = (language: string) => {
  const { compare } = new Intl.Collator(language)
  return (a: Choice, b: Choice) => compare(a.label, b.label)
}

export function countryChoices(language: string): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return countryCodes.map((value) => ({ value, label: names.of(value) ?? value })).sort(byLabel(language))
}

export function currencyChoices(language: string): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' })
  return Intl.supportedValuesOf('currency')
    .map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }))
    .sort(byLabel(language))
}

export const timeZoneChoices = (): Choice[] =>
  [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }))

const languages = 'bg cs da de el en es et fi fr ga hr hu is it lt lv mt nl nb pl pt ro sk sl sv tr uk'.split(
  ' ',
)

/** How dates and numbers are written: what the browser asks for, then the languages written in these countries. */
export function localeChoices(language: string, country: string | null): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'language' })
  const inCountry = country ? languages.map((code) => `${code}-${country}`) : []
  const wanted = [
    ...navigator.languages,
    ...inCountry,
    ...languages,
    'en-GB',
    'en-US',
    'de-AT',
    'de-CH',
    'fr-CH',
  ]
  const known = [...new Set(wanted.filter((code) => Intl.DateTimeFormat.supportedLocalesOf(code).length > 0))]
  return known.map((value) => ({ value, label: names.of(value) ?? value })).sort(byLabel(language))
}

/** The country of the browser's language, when it names one or has an obvious one. */
export function guessCountry(): string | null {
  for (const tag of navigator.languages) {
    const { region } = new Intl.Locale(tag)
    if (region && countryCodes.includes(region)) return region
  }
  const likely = new Intl.Locale(navigator.language || 'en').maximize().region
  return likely && countryCodes.includes(likely) ? likely : null
}
