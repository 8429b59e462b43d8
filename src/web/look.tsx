/** The theme around everything, with the few words its controls need. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { cssVariables, themeWith } from './theme.ts'

// The same key as in static/colour-scheme.js, which reads it before the first paint.
const colourScheme = localStorageColorSchemeManager({ key: 'colour-scheme' })

export function Look({ children }: { children: ReactNode }) {
  const close = useTranslations('ui')('close')
  const theme = useMemo(() => themeWith({ close }), [close])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colourScheme}
      defaultColorScheme="auto"
    >
      {children}
    </MantineProvider>
  )
}
