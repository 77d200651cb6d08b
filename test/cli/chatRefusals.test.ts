import { describe, expect, it, onTestFinished } from 'vitest'
import { createServer } from '../../src/server/index.ts'
import { runChild } from './childProgram.ts'

const who = ['--address', 'tosh@contoso.com', '--to', 'sip:lene@contoso.com'] as const

const oneLine = (text: string): RegExp => new RegExp(`^chat: ${text}[^\\n]*\\n$`)

describe('npm run chat refuses', { timeout: 60_000 }, () => {
  it('a password as an argument', async () => {
    const { code, stdout, stderr } = await runChild('src/cli/chat.ts', [...who, '--password', 'secret']).ended
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(oneLine('a password is no argument'))
    expect(stderr).not.toContain('secret')
  })

  it('wrong arguments in one line', async () => {
    const { code, stdout, stderr } = await runChild('src/cli/chat.ts', [...who, '--rot', 'x']).ended
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(oneLine("Unknown option '--rot'"))
  })

  it('to start without a password', async () => {
    const { code, stderr } = await runChild('src/cli/chat.ts', who).ended
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'chat: there is no password: set UCWA_PASSWORD\n' })
  })

  it('a wrong password in one line', async () => {
    const server = createServer()
    onTestFinished(server.close)
    const { url } = await server.listen()
    const program = runChild('src/cli/chat.ts', [...who, '--root', url], { UCWA_PASSWORD: 'secret' })
    const { code, stdout, stderr } = await program.ended
    expect(code).toBe(1)
    expect(stderr).toMatch(oneLine('Sign-in failed: no token: invalid_grant'))
    expect(stdout + stderr).not.toContain('secret')
  })

  it('a root where nobody answers in one line', async () => {
    const args = [...who, '--root', 'http://127.0.0.1:9/']
    const { code, stderr } = await runChild('src/cli/chat.ts', args, { UCWA_PASSWORD: 'secret' }).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(oneLine('Discovery failed: no host answered .*ECONNREFUSED'))
  })
})
