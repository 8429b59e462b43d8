/** What is asked: the requests of each row of the table. */
import type { World } from './world.ts'

export type Sees = 'all' | 'own'

export interface Scenario {
  name: string
  method: 'GET' | 'POST'
  /** Addresses under the API's base; several, so that not one answer is asked for again and again. */
  paths: string[]
  body?: object
}

/** The client that is made again and again. */
export const newClient = {
  name: 'Käthe Ødegård',
  email: 'kaethe@bench.example',
  phone: '+49 170 5550 188',
  tags: ['vip'],
}

export function scenariosFor(world: World, sees: Sees): Scenario[] {
  const search = (name: string, queries: string[]): Scenario => ({
    name: `search ${name}`,
    method: 'GET',
    paths: queries.map((query) => `/search?q=${encodeURIComponent(query)}`),
  })
  const ids = world.clientIds[sees]
  return [
    { name: 'list', method: 'GET', paths: ['/clients?limit=50'] },
    { name: 'get', method: 'GET', paths: ids.map((id) => `/clients/${id}`) },
    { name: 'timeline', method: 'GET', paths: ids.map((id) => `/clients/${id}/timeline`) },
    search('2 letters', ['an', 'mü', 'lu', 'wa', 'ko', 'sø']),
    search('3 letters', ['kow', 'mül', 'jør', 'wój', 'hal', 'mat', 'ood']),
    search('e-mail', world.emails[sees]),
    search('phone', world.phones[sees]),
    { name: 'create', method: 'POST', paths: ['/clients'], body: newClient },
  ]
}
