/** What the session routes take. Strict: a field that is not expected is refused by name. */
import { z } from 'zod'
import { requiredText } from '#src/core/field-schema.ts'

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'This is not an e-mail address.' }))

const newPassword = z
  .string()
  .min(
    10,
    'A password needs at least 10 characters. A few words that do not belong together make a good one.',
  )
  .max(200, 'A password has at most 200 characters.')
const givenPassword = z.string().min(1).max(200)
const token = z.string().min(1).max(200)

export const SignUp = z.strictObject({
  email,
  password: newPassword,
  name: requiredText(200),
  /** The token of an invitation, which is accepted at once. */
  invitation: token.optional(),
})
export const SignIn = z.strictObject({ email, password: givenPassword })
export const Email = z.strictObject({ email })
export const Token = z.strictObject({ token })
export const Password = z.strictObject({ password: givenPassword })
export const ResetPassword = z.strictObject({ token, password: newPassword })
export const ChangePassword = z.strictObject({ currentPassword: givenPassword, newPassword })
export const ChangeEmail = z.strictObject({ email, password: givenPassword })
/** Six digits from the app, or a recovery code. */
export const Code = z.strictObject({
  code: z
    .string()
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().min(6, 'The code has six digits.').max(20)),
})
export const SessionId = z.uuid()
