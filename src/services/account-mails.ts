/** The mails about an account, as people read them. */
import type { Mail } from './mailer.ts'

/** Where the links in mails lead. The token stands behind a #, which browsers send to no server. */
export const linkTo = {
  reset: (origin: string, token: string) => `${origin}/reset-password#${token}`,
  confirmEmail: (origin: string, token: string) => `${origin}/confirm-email#${token}`,
  acceptInvitation: (origin: string, token: string) => `${origin}/accept-invitation#${token}`,
}

export const resetMail = (to: string, link: string): Mail => ({
  to,
  subject: 'Choose a new password for UpCRM',
  text: `Somebody, most likely you, asked for a new password for your UpCRM account.

Choose one here within 30 minutes:
${link}

If it was not you, there is nothing to do: your password stays as it is.`,
})

export const confirmEmailMail = (to: string, link: string): Mail => ({
  to,
  subject: 'Confirm your e-mail address for UpCRM',
  text: `This address is to become the one you sign in to UpCRM with.

Confirm it here within 30 minutes:
${link}

If you know nothing of this, ignore it: nothing changes.`,
})

export const emailChangedMail = (to: string, next: string): Mail => ({
  to,
  subject: 'Your UpCRM account has a new e-mail address',
  text: `From now on you sign in to UpCRM with ${next}. Your other sessions have ended.

If this was not you, answer whoever runs your UpCRM at once.`,
})

export const passwordChangedMail = (to: string): Mail => ({
  to,
  subject: 'Your UpCRM password was changed',
  text: `The password of your UpCRM account was changed, and your other sessions have ended.

If this was not you, ask for a new password on the sign-in page at once.`,
})
