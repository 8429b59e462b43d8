/** Where the browser begins: styles, words, the query client, the router. */
import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './styles/tokens.css'
import './styles/base.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { OwnWords } from './own-words.tsx'
import { queryClient } from './query.ts'
import { router } from './router.tsx'
import { cssVariables, theme } from './theme.ts'
import { Confirmation } from './ui/confirm.tsx'

const colourScheme = localStorageColorSchemeManager({ key: 'colour-scheme' })

const place = document.getElementById('root')
if (!place) throw new Error('The page has no place for the application.')

createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colourScheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <OwnWords>
          <RouterProvider router={router} />
          <Confirmation />
          <Notifications position="bottom-right" containerWidth={420} limit={3} transitionDuration={100} />
        </OwnWords>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
