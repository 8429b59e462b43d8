/** Recipes for the catalogue, which is no secret within the organization. */
import { idOf, secondPage } from './stranger-fixtures.ts'
import type { Place, Recipes } from './stranger-world.ts'

const newItem = (place: Place) =>
  place.perform('item.create', {
    name: `${place.word} item`,
    description: `${place.word} description`,
    unit: `${place.word} unit`,
    unitPrice: '112',
  })

export const itemRecipes = {
  'item.list': async (place) => {
    await newItem(place)
    await newItem(place)
    return secondPage(place, 'item.list', { count: true })
  },
  'item.get': (place) => idOf(newItem(place)),
  'item.create': () => ({ name: 'New item', unitPrice: '5' }),
  'item.update': async (place) => ({ id: (await newItem(place)).id, name: 'Another', unitPrice: '7' }),
  'item.delete': (place) => idOf(newItem(place)),
  'item.restore': async (place) => {
    const { id } = await newItem(place)
    await place.perform('item.delete', { id })
    return { id }
  },
} satisfies Partial<Recipes>
