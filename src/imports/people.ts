/** Owners as lists name them: a member by name or e-mail address. */
import type { Sql } from '#src/core/db.ts'
import { wordsOf } from '#src/core/fold-text.ts'

interface Member {
  personId: string
  name: string
  email: string
}

export type FindMember = (text: string) => Member | undefined

/** Makes the function that finds the member a text names; part of a name counts when only one member has it. */
export async function memberFinder(sql: Sql, organization: string): Promise<FindMember> {
  const members = await sql<Member>`
    select m.person_id, p.name, p.email from memberships m join people p on p.id = m.person_id
    where m.org_id = ${organization} and m.ended_at is null order by m.joined_at, m.person_id`
  const known = new Map<string, Member | undefined>()
  const find = (text: string): Member | undefined => {
    const email = text.trim().toLowerCase()
    const said = wordsOf(text)
    const words = said.split(' ')
    const whole = members.find(
      (member) => member.email.toLowerCase() === email || wordsOf(member.name) === said,
    )
    if (whole || !said) return whole
    const some = members.filter((member) => {
      const names = wordsOf(member.name).split(' ')
      return words.every((word) => names.includes(word))
    })
    return some.length === 1 ? some[0] : undefined
  }
  return (text) => {
    if (!known.has(text)) known.set(text, find(text))
    return known.get(text)
  }
}
