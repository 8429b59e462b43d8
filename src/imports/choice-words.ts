import { wordsOf } from '#src/core/fold-text.ts'

/** What other programs call our options, HubSpot's life cycle first. */
const meanings: Record<string, readonly string[]> = {
  lead: [
    'subscriber',
    'marketing qualified lead',
    'sales qualified lead',
    'opportunity',
    'prospect',
    'new',
    'open',
    'open deal',
    'in progress',
    'attempted to contact',
    'connected',
    'interessent',
    'potentieller kunde',
    'neu',
    'offen',
  ],
  active: [
    'customer',
    'client',
    'evangelist',
    'current',
    'kunde',
    'kundin',
    'aktiv',
    'bestandskunde',
    'stammkunde',
  ],
  inactive: [
    'former customer',
    'former client',
    'ex customer',
    'churned',
    'lost',
    'archived',
    'unqualified',
    'bad timing',
    'inaktiv',
    'ehemalig',
    'ehemaliger kunde',
    'verloren',
    'archiviert',
  ],
}

/** The option that a cell means; null when it is none of them. */
export function optionMeant(text: string, options: readonly string[]): string | null {
  const said = wordsOf(text)
  const same = options.find((option) => wordsOf(labelled(option)) === said || wordsOf(option) === said)
  if (same !== undefined) return same
  return options.find((option) => meanings[option]?.includes(said)) ?? null
}

/** `notInterested` as people write it. */
const labelled = (option: string) => option.replace(/[A-Z]/g, (letter) => ` ${letter}`)

const yes = new Set('yes y true 1 x on ja j wahr oui vrai si verdadero sim tak prawda ✓ ✔'.split(' '))
const no = new Set('no n false 0 off nein falsch non faux falso nie nao nei'.split(' '))

export function yesOrNo(text: string): boolean | null {
  const said = wordsOf(text) || text.trim()
  if (yes.has(said)) return true
  return no.has(said) ? false : null
}
