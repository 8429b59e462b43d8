/** What companies are recognized by follows the organization's country: local numbers are read with it. */
import { z } from 'zod'
import { part } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { renewSome } from '#src/core/renew-phone-keys.ts'

const phones = part`array[phone]`

export const renewCompanyPhoneKeys = operation({
  name: 'company.renew_phone_keys',
  summary: 'Read the phone numbers of some companies anew, and leave the others for the next job',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({ after: z.uuid().nullable() }),
  output: z.null(),
  async run({ sql, actor, later }, { after }) {
    const last = await renewSome(sql, organizationOf(actor), { table: 'companies', phones }, after)
    if (last) await later('company.renew_phone_keys', { after: last }, { asSystem: true })
    return null
  },
})
