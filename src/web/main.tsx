/** Where the browser begins: styles, words, the query client, the router. */
import '@fontsource-variable/inter/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Look } from './look.tsx'
import { OwnWords } from './own-words.tsx'
import { queryClient } from './query.ts'
import { router } from './router.tsx'
import { Confirmation } from './ui/confirm.tsx'
import { Toasts } from './ui/toast.tsx'

const place = document.getElementById('root')
if (!place) throw new Error('The page has no place for the application.')

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <OwnWords>
        <Look>
          <RouterProvider router={router} />
          <Confirmation />
          <Toasts />
        </Look>
      </OwnWords>
    </QueryClientProvider>
  </StrictMode>,
)
