/** What a country says about currency and time zone: where a guess is worth having. Pure. */

const currencyAreas: Record<string, string> = {
  EUR: 'AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA XK YT',
  USD: 'AS EC FM GU MH MP PA PR PW SV TL UM US VG VI',
  GBP: 'GB GG IM JE',
  CHF: 'CH LI',
  PLN: 'PL',
  CZK: 'CZ',
  HUF: 'HU',
  RON: 'RO',
  SEK: 'SE',
  NOK: 'NO SJ',
  DKK: 'DK FO GL',
  ISK: 'IS',
  UAH: 'UA',
  TRY: 'TR',
  CAD: 'CA',
  MXN: 'MX',
  BRL: 'BR',
  ARS: 'AR',
  CLP: 'CL',
  COP: 'CO',
  AUD: 'AU KI NR TV',
  NZD: 'CK NU NZ',
  JPY: 'JP',
  CNY: 'CN',
  HKD: 'HK',
  TWD: 'TW',
  KRW: 'KR',
  SGD: 'SG',
  INR: 'IN',
  ILS: 'IL PS',
  AED: 'AE',
  SAR: 'SA',
  ZAR: 'ZA',
  NGN: 'NG',
  KES: 'KE',
  EGP: 'EG',
  MAD: 'MA',
}

/** ISO 4217; null where one has to choose. */
export const currencyOf = (country: string | null | undefined): string | null =>
  Object.entries(currencyAreas).find(([, area]) => country && area.split(' ').includes(country))?.[0] ?? null

/** The first zone of the country, which for all but a few is the only one. Null where the runtime cannot say. */
export function timeZoneOf(country: string | null | undefined): string | null {
  if (!country) return null
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    getTimeZones?: () => string[] | undefined
  }
  return locale.getTimeZones?.()?.[0] ?? null
}
