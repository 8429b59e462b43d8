/** What belongs to an account: passwords, the e-mail address, the second factor. */
import type { Hono } from 'hono'
import {
  confirmEmailMail,
  emailChangedMail,
  linkTo,
  passwordChangedMail,
  resetMail,
} from '#src/services/account-mails.ts'
import { limits } from '#src/services/identity-limits.ts'
import type { Carried } from './problem.ts'
import type { SessionDesk } from './session-desk.ts'
import * as input from './session-input.ts'

export function mountAccount(routes: Hono<Carried>, desk: SessionDesk): void {
  const { identity, mailer, addressOf, read, signedInPerson, welcome, withPassword, withToken } = desk
  const { afterwards, cookieOf, userAgentOf } = desk

  routes.post('/forgot-password', async (c) => {
    const { email } = await read(c, input.Email)
    await desk.limits.take(limits.mailAddress, addressOf(c))
    await desk.limits.take(limits.mail, email)
    afterwards(
      identity.startReset(email).then((link) => {
        if (!link) return
        const address = linkTo.reset(desk.origin(), link.token)
        return mailer.account(resetMail(email, address), { title: 'New password for', address })
      }),
    )
    return c.body(null, 202)
  })

  routes.post('/reset-password', async (c) => {
    const { token, password } = await read(c, input.ResetPassword)
    const { email } = await withToken(c, () => identity.finishReset(token, password))
    await desk.limits.forget(limits.account, email)
    await desk.limits.forget(limits.accountAtAddress, `${addressOf(c)} ${email}`)
    afterwards(mailer.account(passwordChangedMail(email)))
    return c.body(null, 204)
  })

  routes.post('/change-password', async (c) => {
    const { currentPassword, newPassword } = await read(c, input.ChangePassword)
    const { person, cookie } = await signedInPerson(c)
    const signedIn = await withPassword(person.id, () =>
      identity.changePassword(cookie, currentPassword, newPassword, userAgentOf(c)),
    )
    afterwards(mailer.account(passwordChangedMail(person.email)))
    return welcome(c, signedIn, 200)
  })

  routes.post('/change-email', async (c) => {
    const { email, password } = await read(c, input.ChangeEmail)
    const { person, cookie } = await signedInPerson(c)
    await withPassword(person.id, () => identity.checkPassword(cookie, password))
    await desk.limits.take(limits.mail, email)
    afterwards(
      identity.startEmailChange(person.id, email).then((link) => {
        if (!link) return
        const address = linkTo.confirmEmail(desk.origin(), link.token)
        return mailer.account(confirmEmailMail(email, address), { title: 'New e-mail address', address })
      }),
    )
    return c.body(null, 202)
  })

  routes.post('/confirm-email', async (c) => {
    const { token } = await read(c, input.Token)
    const changed = await withToken(c, () => identity.finishEmailChange(token, cookieOf(c)))
    afterwards(mailer.account(emailChangedMail(changed.previous, changed.email)))
    return c.json({ email: changed.email })
  })

  routes.get('/second-factor', async (c) => {
    const { person } = await signedInPerson(c)
    return c.json({ enabled: await identity.hasSecondFactor(person.id) })
  })

  routes.post('/second-factor/enable', async (c) => {
    const { password } = await read(c, input.Password)
    const { person, cookie } = await signedInPerson(c)
    return c.json(await withPassword(person.id, () => identity.enableSecondFactor(cookie, password)))
  })

  routes.post('/second-factor/verify', async (c) => {
    const { code } = await read(c, input.Code)
    const { person, cookie } = await signedInPerson(c)
    const verify = () => identity.verifySecondFactor(cookie, code, userAgentOf(c))
    return welcome(c, await withPassword(person.id, verify), 200)
  })

  routes.post('/second-factor/disable', async (c) => {
    const { password } = await read(c, input.Password)
    const { person, cookie } = await signedInPerson(c)
    const disable = () => identity.disableSecondFactor(cookie, password, userAgentOf(c))
    return welcome(c, await withPassword(person.id, disable), 200)
  })
}
