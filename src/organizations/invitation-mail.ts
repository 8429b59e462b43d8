/** The mail that invites someone, as they read it. */
import type { Mail } from '#src/services/mailer.ts'

interface Invited {
  to: string
  inviter: string
  organization: string
  link: string
  forOwners: boolean
}

const onOneLine = (name: string) => name.replace(/\s+/g, ' ').trim()

export function invitationMail({ to, link, forOwners, ...names }: Invited): Mail {
  const inviter = onOneLine(names.inviter)
  const organization = onOneLine(names.organization)
  return {
    to,
    forOwners,
    subject: `${inviter} invites you to ${organization}`,
    text: `${inviter} invites you to work together in ${organization} on UpCRM.

Accept the invitation here within 7 days:
${link}

If you do not know them, ignore this mail: nothing happens without you.`,
  }
}
