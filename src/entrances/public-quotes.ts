/** What whoever holds the link to a quote sees and does without an account: look at it, and answer it once. */
import { type Context, Hono } from 'hono'
import { conflict } from '#src/core/errors.ts'
import { giveAnswer, showQuote, visitQuote } from '#src/invoices/quote-deeds.ts'
import { readJson } from './body.ts'
import { type LinkedParts, linksTo } from './linked.ts'
import { type Carried, problem } from './problem.ts'

export function publicQuotes(parts: LinkedParts) {
  const { run } = parts
  const { follow, noteVisit, page } = linksTo('quote', visitQuote, parts)
  const routes = new Hono<Carried>()
  routes.onError((error, context) => problem(context, error))
  routes.get('/:token', async (context) => {
    const found = await follow(context)
    const { output } = await run(showQuote, { id: found.id }, found.circumstances)
    await noteVisit(context, found)
    return context.json(output as object)
  })

  const answer = (accepted: boolean) => async (context: Context<Carried>) => {
    const { id, own, circumstances } = await follow(context)
    if (own)
      throw conflict(
        'own',
        'This is a quote of your own organization. Note the client’s answer on the quote.',
      )
    const said = (await readJson(context.req)) as object
    const { output } = await run(giveAnswer, { ...said, id, accepted }, circumstances)
    return context.json(output as object)
  }
  routes.post('/:token/accept', answer(true))
  routes.post('/:token/decline', answer(false))
  return { routes, page }
}
