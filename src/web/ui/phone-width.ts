/** Whether this is as narrow as a phone: the same width at which the style sheets change. */
import { useMediaQuery } from '@mantine/hooks'

const phoneWidth = '(max-width: 48em)'

export const useOnPhone = () => useMediaQuery(phoneWidth, window.matchMedia(phoneWidth).matches)
