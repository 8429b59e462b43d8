/**
 * The look, settled once: Mantine's controls in the sizes and colours of styles/tokens.css. Screens choose a meaning
 * (`variant="filled"` for the one primary button, `danger` for what destroys), never a colour or a height.
 */
import type {
  ActionIcon,
  Anchor,
  Button,
  Checkbox,
  CSSVariablesResolver,
  Drawer,
  Input,
  Kbd,
  MantineColorsTuple,
  Menu,
  Modal,
  NavLink,
  Popover,
  Radio,
  SegmentedControl,
  Select,
  Skeleton,
  Tooltip,
} from '@mantine/core'
import { createTheme, defaultVariantColorsResolver } from '@mantine/core'
import classes from './styles/controls.module.css'
import { chooseByEnter, nearestFirst } from './ui/select-choosing.ts'

/**
 * What can be said about a control. Types only: calling `Button.extend` would carry every control into the first page.
 */
type LookOf<C extends { extend: (look: never) => unknown }> = Parameters<C['extend']>[0]

const accent: MantineColorsTuple = [
  '#f2f2fe',
  '#e6e6fc',
  '#cfcef8',
  '#b0aef2',
  '#aaa7f7',
  '#6f69dd',
  '#5a53d4',
  '#3f37b0',
  '#352e97',
  '#28236f',
]

const still = { duration: 0 }
const brief = { duration: 100 }
const small = (size: unknown) => size === 'xs' || size === 'compact-sm' || size === 'compact-xs'

/** `close` is what closing buttons are called by those who hear them. */
export const themeWith = ({ close }: { close: string }) =>
  createTheme({
    primaryColor: 'accent',
    primaryShade: { light: 7, dark: 6 },
    colors: { accent },
    fontFamily: 'var(--font)',
    fontFamilyMonospace: 'var(--mono)',
    headings: { fontFamily: 'var(--font)', fontWeight: '600' },
    fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
    lineHeights: { xs: '1.3334', sm: '1.5385', md: '1.42858', lg: '1.5', xl: '1.4' },
    spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
    radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '12px' },
    defaultRadius: 'sm',
    cursorType: 'pointer',
    respectReducedMotion: true,
    variantColorResolver: (input) =>
      input.variant === 'danger'
        ? {
            background: 'var(--red-tint)',
            hover: 'var(--red-tint)',
            color: 'var(--red)',
            border: '1px solid var(--red)',
          }
        : input.variant === 'subtle'
          ? {
              background: 'transparent',
              hover: 'var(--hover)',
              color: 'var(--text1)',
              border: '1px solid transparent',
            }
          : defaultVariantColorsResolver(input),
    components: {
      Button: {
        defaultProps: { variant: 'default', loaderProps: { type: 'dots' } },
        classNames: { root: classes.button, section: classes.buttonSection, label: classes.buttonLabel },
        vars: (_, { size }) => ({
          root: {
            '--button-height': small(size) ? 'var(--h-small)' : 'var(--h-control)',
            '--button-padding-x': small(size) ? '9px' : '11px',
            '--button-fz': '13px',
          },
          loader: {},
        }),
      } satisfies LookOf<typeof Button>,
      ActionIcon: {
        defaultProps: { variant: 'subtle', color: 'gray' },
        classNames: { root: classes.actionIcon },
        vars: (_, { size }) => ({
          root: { '--ai-size': size === 'sm' ? 'var(--h-small)' : 'var(--h-control)' },
          group: {},
        }),
      } satisfies LookOf<typeof ActionIcon>,
      Input: {
        classNames: { input: classes.input, wrapper: classes.inputWrapper },
        vars: () => ({
          input: {},
          wrapper: { '--input-height': 'var(--h-control)', '--input-fz': 'var(--fz-input)' },
        }),
      } satisfies LookOf<typeof Input>,
      InputWrapper: {
        classNames: { label: classes.label, description: classes.description, error: classes.error },
      } satisfies LookOf<typeof Input.Wrapper>,
      Checkbox: {
        defaultProps: { size: '16px', radius: 'xs' },
        classNames: { input: classes.checkbox, label: classes.checkboxLabel },
      } satisfies LookOf<typeof Checkbox>,
      Radio: {
        classNames: { radio: classes.checkbox, label: classes.checkboxLabel },
        vars: () => ({ root: { '--radio-size': '16px', '--radio-icon-size': '6px' } }),
      } satisfies LookOf<typeof Radio>,
      Select: {
        defaultProps: {
          allowDeselect: false,
          checkIconPosition: 'right',
          // What is typed replaces what was chosen, and Enter takes the first that fits.
          selectFirstOptionOnChange: true,
          filter: nearestFirst,
          onClick: (event) => event.currentTarget.select(),
          onKeyDown: chooseByEnter,
        },
      } satisfies LookOf<typeof Select>,
      SegmentedControl: {
        defaultProps: { transitionDuration: 100 },
        classNames: { root: classes.segments, label: classes.segment, indicator: classes.segmentIndicator },
      } satisfies LookOf<typeof SegmentedControl>,
      Menu: {
        defaultProps: {
          transitionProps: brief,
          shadow: 'none',
          position: 'bottom-end',
          offset: 4,
          withInitialFocusPlaceholder: false,
        },
        classNames: { dropdown: classes.float, item: classes.menuItem, label: classes.menuLabel },
      } satisfies LookOf<typeof Menu>,
      Popover: {
        defaultProps: { transitionProps: brief, shadow: 'none' },
        classNames: { dropdown: classes.float },
      } satisfies LookOf<typeof Popover>,
      Tooltip: {
        defaultProps: { transitionProps: still, openDelay: 400, offset: 6 },
        classNames: { tooltip: classes.tooltip },
      } satisfies LookOf<typeof Tooltip>,
      Modal: {
        defaultProps: {
          closeButtonProps: { 'aria-label': close },
          transitionProps: { ...brief, transition: 'fade' },
          radius: 'xl',
          shadow: 'none',
          padding: 24,
        },
        classNames: {
          content: classes.dialog,
          overlay: classes.veil,
          title: classes.dialogTitle,
          header: classes.dialogHeader,
        },
      } satisfies LookOf<typeof Modal>,
      Drawer: {
        defaultProps: {
          closeButtonProps: { 'aria-label': close },
          transitionProps: brief,
          position: 'right',
          size: 448,
          shadow: 'none',
          padding: 24,
        },
        classNames: {
          content: classes.dialog,
          overlay: classes.veil,
          title: classes.dialogTitle,
          header: classes.dialogHeader,
        },
      } satisfies LookOf<typeof Drawer>,
      Kbd: { classNames: { root: classes.key } } satisfies LookOf<typeof Kbd>,
      NavLink: { defaultProps: { noWrap: true } } satisfies LookOf<typeof NavLink>,
      Anchor: { defaultProps: { underline: 'hover' } } satisfies LookOf<typeof Anchor>,
      Skeleton: { defaultProps: { radius: 'xs' }, classNames: { root: classes.skeleton } } satisfies LookOf<
        typeof Skeleton
      >,
    },
  })

/** Mantine's own variables point to ours, so that there is one palette in two schemes. */
const ours = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text1)',
  '--mantine-color-bright': 'var(--text1)',
  '--mantine-color-dimmed': 'var(--text3)',
  '--mantine-color-placeholder': 'var(--text3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-success': 'var(--green)',
  '--mantine-color-default': 'var(--bg)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text1)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--text3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-text': 'var(--accent-text)',
  '--mantine-color-accent-light': 'var(--wash2)',
  '--mantine-color-accent-light-hover': 'var(--wash2)',
  '--mantine-color-accent-light-color': 'var(--accent-text)',
  '--mantine-color-accent-outline': 'var(--accent-text)',
  '--mantine-color-gray-text': 'var(--text2)',
  '--mantine-color-gray-light-color': 'var(--text2)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours })
