/** The places of the application, in the order of the rail: each a route, an icon, a key and who has business there. */
import {
  IconBuilding,
  IconBuildingBank,
  IconChartBar,
  IconFileDollar,
  IconFileImport,
  IconFileInvoice,
  IconHistory,
  IconSettings,
  IconSun,
  IconTrash,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Permission } from '#src/core/permissions.ts'
import type { Messages } from './messages/languages.ts'

export interface Place {
  name: Exclude<keyof Messages['shell']['places'], 'privacy'>
  to:
    | '/o/$slug'
    | '/o/$slug/clients'
    | '/o/$slug/companies'
    | '/o/$slug/invoices'
    | '/o/$slug/bills'
    | '/o/$slug/reports'
    | '/o/$slug/bank'
    | '/o/$slug/import'
    | '/o/$slug/team'
    | '/o/$slug/settings'
    | '/o/$slug/audit'
    | '/o/$slug/trash'
  icon: ComponentType<{ size?: number; stroke?: number }>
  keys?: string
  permission?: Permission
  /** Below, apart from the daily ones. */
  apart?: boolean
  /** In the rail only once there is something in it. */
  whenAny?: boolean
}

export const places: readonly Place[] = [
  { name: 'today', to: '/o/$slug', icon: IconSun, keys: 'g t' },
  { name: 'clients', to: '/o/$slug/clients', icon: IconUsers, keys: 'g c' },
  { name: 'companies', to: '/o/$slug/companies', icon: IconBuilding, keys: 'g o' },
  {
    name: 'invoices',
    to: '/o/$slug/invoices',
    icon: IconFileInvoice,
    keys: 'g i',
    permission: 'invoices.read',
  },
  {
    name: 'bills',
    to: '/o/$slug/bills',
    icon: IconFileDollar,
    keys: 'g b',
    permission: 'invoices.read',
    whenAny: true,
  },
  {
    name: 'reports',
    to: '/o/$slug/reports',
    icon: IconChartBar,
    keys: 'g r',
    permission: 'invoices.read',
  },
  { name: 'bank', to: '/o/$slug/bank', icon: IconBuildingBank, keys: 'g k', permission: 'invoices.issue' },
  { name: 'import', to: '/o/$slug/import', icon: IconFileImport, keys: 'g p', permission: 'imports' },
  { name: 'team', to: '/o/$slug/team', icon: IconUsersGroup, keys: 'g m', apart: true },
  {
    name: 'settings',
    to: '/o/$slug/settings',
    icon: IconSettings,
    keys: 'g s',
    permission: 'settings.manage',
    apart: true,
  },
  {
    name: 'audit',
    to: '/o/$slug/audit',
    icon: IconHistory,
    keys: 'g a',
    permission: 'audit.read',
    apart: true,
  },
  { name: 'trash', to: '/o/$slug/trash', icon: IconTrash, permission: 'trash.read', apart: true },
]
