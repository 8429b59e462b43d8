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
import { browserPerson, Words } from './intl.tsx'
import { queryClient } from './query.ts'
import { router } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

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
        <Words person={browserPerson()}>
          <RouterProvider router={router} />
          <Notifications position="bottom-right" containerWidth={420} limit={3} transitionDuration={100} />
        </Words>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
