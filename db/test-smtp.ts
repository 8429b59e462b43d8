/** Promise: a mail server of a few lines that says when it was reached, and takes mail as the test wants it to. */
import { createServer, type Socket } from 'node:net'

/** connected; data: the first bytes of a mail; end: all of it, not answered yet; answered: it was taken. */
export type Stage = 'connected' | 'data' | 'end' | 'answered'
export type Mood = 'take' | 'refuse' | 'busy' | 'hang up'

export async function openSmtp() {
  const received: string[] = []
  const state: { mood: Mood; onStage: (stage: Stage) => Promise<void> | void } = {
    mood: 'take',
    onStage: () => {},
  }

  function converse(socket: Socket): void {
    let data: string | null = null
    let rest = ''
    // One line after the other, however long the test takes over one.
    let turn = Promise.resolve()
    const answer = async (line: string) => {
      const { mood, onStage } = state
      if (data !== null) {
        if (line !== '.') {
          if (data === '') await onStage('data')
          data += `${line}\n`
          return
        }
        const mail = data
        data = null
        if (mood === 'hang up') return void socket.destroy()
        received.push(mail)
        await onStage('end')
        socket.write('250 taken\r\n')
        await onStage('answered')
      } else if (line === 'DATA') {
        data = ''
        socket.write('354 go on\r\n')
      } else if (line.startsWith('RCPT') && mood === 'refuse') socket.write('550 no such mailbox\r\n')
      else if (line.startsWith('RCPT') && mood === 'busy') socket.write('451 later\r\n')
      else if (line === 'QUIT') socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
    }
    socket.on('error', () => {})
    turn = turn.then(() => state.onStage('connected')).then(() => void socket.write('220 test\r\n'))
    socket.on('data', (bytes) => {
      rest += bytes.toString()
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        turn = turn.then(() => answer(line))
      }
    })
  }

  const server = createServer(converse)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    state,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

export type Smtp = Awaited<ReturnType<typeof openSmtp>>
