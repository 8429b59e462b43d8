/** English, all of it. Each screen keeps its words beside itself and is named here, once. */
import { clients } from '#src/clients/messages.en.ts'
import { entrance } from './entrance.en.ts'
import { failure } from './failure.en.ts'
import { shell } from './shell.en.ts'
import { ui } from './ui.en.ts'

export const en = {
  clients,
  entrance,
  failure,
  shell,
  ui,
}
