/**
 * The languages there are. To add one: a file like en.ts that fills the type `Messages`, and a line here:
 * `de: () => import('./de.ts').then(({ de }) => de)`. It is fetched only by those who read it; English is always there.
 */
import { en } from './en.ts'

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }

export type Messages = Texts<typeof en>

export const languages: Record<'en', () => Promise<Messages>> = {
  en: () => Promise.resolve(en),
}

declare module 'use-intl' {
  interface AppConfig {
    /** The English texts themselves, so that the placeholders of each are checked where it is used. */
    Messages: typeof en
  }
}
