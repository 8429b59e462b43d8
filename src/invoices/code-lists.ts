/** The code lists of e-invoices that people's own data must fit (EN 16931-1, 6.5.2, "BR-CL"). Pure. */

const countries = new Set(
  `1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
  CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE
  GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM
  KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
  NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH
  SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG
  VI VN VU WF WS XI YE YT ZA ZM ZW`.split(/\s+/),
)

/** ISO 3166-1, with Kosovo (1A) and Northern Ireland (XI). */
export const isCountry = (code: string) => countries.has(code)

/** What a VAT id begins with: its country, in Greece EL (BR-CO-9). */
export const hasCountryPrefix = (vatId: string) => {
  const prefix = vatId.slice(0, 2)
  return prefix === 'EL' || countries.has(prefix)
}

/** Currencies that Node still knows and the list of e-invoices does not: withdrawn, but for the dobra (STN). */
const unknownCurrencies = new Set('ANG BGN CUC HRK SLL STN ZWL'.split(' '))
export const isInvoiceCurrency = (code: string) => !unknownCurrencies.has(code)

const schemes = new Set(
  `0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0170 0183 0184 0188 0190 0191 0192 0193 0194 0195
  0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 0215 0216 0217 0218 0221 0225 0230 9910 9913
  9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940
  9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959 AN AQ AS AU EM`.split(/\s+/),
)

/** Electronic Address Scheme (EAS). */
export const isAddressScheme = (code: string) => schemes.has(code)

/** Reasons for an exemption (VATEX). Those of AE, K, G and O follow from the category. */
const exemptions = new Set(
  `VATEX-EU-79-C VATEX-EU-132 VATEX-EU-143 VATEX-EU-148 VATEX-EU-151 VATEX-EU-153 VATEX-EU-309 VATEX-FR-FRANCHISE
  VATEX-FR-CNWVAT`.split(/\s+/),
)
const detailed = /^VATEX-EU-(132-1[A-Q]|143-1([A-L]|FA)|148-[A-G]|151-1([A-E]|AA))$/
export const isExemption = (code: string) => exemptions.has(code) || detailed.test(code)
