/** Units as people write them, and their codes in UN/ECE recommendation 20, which e-invoices use (BT-130). Pure. */

const codes: Readonly<Record<string, readonly string[]>> = {
  HUR: [
    'h',
    'hr',
    'hrs',
    'hour',
    'hours',
    'stunde',
    'stunden',
    'std',
    'heure',
    'heures',
    'godz',
    'godzina',
    'godziny',
    'godzin',
    'hora',
    'horas',
  ],
  DAY: ['d', 'day', 'days', 'tag', 'tage', 'jour', 'jours', 'dzień', 'dni', 'día', 'días', 'dia', 'dias'],
  MIN: ['min', 'minute', 'minutes', 'minuten', 'minuta', 'minuty', 'minutos'],
  WEE: ['week', 'weeks', 'woche', 'wochen', 'semaine', 'semaines', 'tydzień', 'semana', 'semanas'],
  MON: ['month', 'months', 'monat', 'monate', 'mois', 'miesiąc', 'miesiące', 'mes', 'meses'],
  ANN: ['year', 'years', 'jahr', 'jahre', 'an', 'ans', 'année', 'rok', 'año', 'años'],
  H87: [
    'piece',
    'pieces',
    'pc',
    'pcs',
    'stück',
    'stk',
    'pièce',
    'pièces',
    'szt',
    'sztuka',
    'pieza',
    'piezas',
    'ud',
    'uds',
  ],
  KGM: ['kg', 'kilogram', 'kilograms', 'kilogramm'],
  GRM: ['g', 'gram', 'grams', 'gramm'],
  TNE: ['t', 'tonne', 'tonnes', 'tonnen'],
  MTR: ['m', 'meter', 'meters', 'metre', 'metres', 'mètre', 'mètres', 'metr'],
  KMT: ['km', 'kilometer', 'kilometers', 'kilometre', 'kilometres'],
  MTK: ['m²', 'm2', 'sqm', 'qm'],
  MTQ: ['m³', 'm3'],
  LTR: ['l', 'liter', 'litre', 'litres'],
  KWH: ['kwh'],
  KMK: ['km²', 'km2'],
  CMT: ['cm', 'centimeter', 'centimetre', 'zentimeter'],
  MMT: ['mm', 'millimeter', 'millimetre'],
  MLT: ['ml', 'milliliter', 'millilitre'],
  HAR: ['ha', 'hectare', 'hectares', 'hektar', 'hektary', 'hectárea', 'hectáreas'],
  QAN: ['quarter', 'quarters', 'quartal', 'quartale', 'trimestre', 'trimestres', 'kwartał', 'kwartały'],
  DZN: ['dozen', 'dutzend', 'douzaine', 'tuzin', 'docena'],
  PR: ['pair', 'pairs', 'paar', 'paire', 'paires', 'para', 'pary', 'par', 'pares'],
  XPK: ['pack', 'packs', 'package', 'packages', 'packung', 'pkg', 'paquet', 'paczka', 'paquete'],
  XBX: ['box', 'boxes', 'karton', 'kartons', 'carton', 'cartons', 'caja', 'cajas'],
  LS: ['flat', 'lump sum', 'pauschal', 'pauschale', 'forfait', 'ryczałt'],
  SET: ['set', 'satz'],
}

const byWord = new Map(Object.entries(codes).flatMap(([code, words]) => words.map((word) => [word, code])))

/** Codes that nobody uses as a word: whoever writes one means it. */
const known = new Set([...Object.keys(codes), 'C62', 'EA', 'NAR', 'NPR', 'P1', 'E48', 'MWH', 'XPP', 'XPX'])

/** The code of a unit: that of its word, its own if it is one of the known, or "one" (C62). */
export function unitCodeOf(unit: string | null): string {
  if (!unit) return 'C62'
  const plain = unit.trim().toLowerCase().replace(/\.$/, '')
  const code = unit.trim().toUpperCase()
  return byWord.get(plain) ?? (known.has(code) ? code : 'C62')
}
