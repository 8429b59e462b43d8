/** Words that belong to the family name after them. */
const particles = new Set(
  'von van vom zu zum zur de del della di da do dos das der den des la le les du ter ten te al el bin ibn ben st'.split(
    ' ',
  ),
)

/** What tells that a name is a firm's or a couple's, which have no first and last name. */
const notOnePerson =
  /[\d&+/@()=]|\b(?:gmbh|ag|kg|ug|ohg|gbr|mbh|e\.?\s?[kv]|inc|llc|llp|ltd|plc|corp|co|limited|company|group|gruppe|team|office|sarl|sas|sasu|eurl|scop|s\.?\s?a|s\.?\s?r\.?\s?l|s\.?\s?p\.?\s?a|b\.?v|n\.?v|sp|s\.?\s?c|und|and|et|oder|i|y)\b\.?(?:\s|$)/iu

export interface NameParts {
  name: string
  firstName: string | null
  lastName: string | null
}

/** First and last name where the text clearly has both; "Vogt, Franziska" is turned round. */
export function splitName(text: string): NameParts {
  const whole = { name: text, firstName: null, lastName: null }
  if (notOnePerson.test(text)) return whole
  const [family, given, ...more] = text.split(',').map((part) => part.trim())
  if (given !== undefined) {
    const turned =
      more.length === 0 &&
      family &&
      given &&
      !/^(?:[js]r|i{1,3}|iv|ph\.?d|m\.?d|mba|b\.?a|m\.?a|dr)\b/i.test(given)
    return turned ? { name: `${given} ${family}`, firstName: given, lastName: family } : whole
  }
  const words = text.split(/\s+/)
  if (words.length < 2 || words.length > 5 || !words.every((word) => /^[\p{L}’']/u.test(word))) return whole
  let at = words.length - 1
  while (at > 1 && particles.has(words[at - 1]!.toLowerCase())) at -= 1
  return { name: text, firstName: words.slice(0, at).join(' '), lastName: words.slice(at).join(' ') }
}
