/** How better-auth is set up: our table and column names, our rules for passwords, links and cookies. */
import type { BetterAuthOptions } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type pg from 'pg'
import { log } from '#src/core/log.ts'
import { hashToken } from '#src/core/tokens.ts'

export const sessionDays = 30
/** What better-auth calls its cookies between itself and us. What a browser sees is named by the entrance. */
export const sessionName = 'session'
export const challengeName = 'challenge'

/** The kind stays readable, so that all links of a person can be voided; what is secret is hashed. */
export const storedIdentifier = async (identifier: string) =>
  `${identifier.split(/[:~]/, 1)[0]}~${hashToken(identifier)}`

export const betterAuthOptions = (database: pg.Pool, secret: string) =>
  ({
    appName: 'UpCRM',
    baseURL: 'http://localhost',
    secret,
    database,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      level: 'error',
      // The text may name an address, so only that there was something is logged; the error itself is thrown to us.
      log: () => log('warn', 'identity.library_reported'),
    },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'user_id',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      expiresIn: sessionDays * 86_400,
      disableSessionRefresh: true,
      freshAge: 0,
    },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'user_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      // An identity from elsewhere never joins an account because the e-mail is the same.
      accountLinking: { enabled: false },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
      storeIdentifier: { hash: storedIdentifier },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      revokeSessionsOnPasswordReset: true,
    },
    advanced: {
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      cookies: { session_token: { name: sessionName }, two_factor: { name: challengeName } },
      database: { generateId: 'uuid' },
    },
    plugins: [
      twoFactor({
        issuer: 'UpCRM',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'second_factors',
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  }) satisfies BetterAuthOptions
