import { describe, expect, it, onTestFinished } from 'vitest'
import { createClient, password } from '../../src/index.ts'
import { runChild } from './childProgram.ts'

const listening = /^listening on (https?:\/\/127\.0\.0\.1:(\d+))$/m

const serving = async (...args: readonly string[]) => {
  const program = runChild('src/cli/serve.ts', args)
  const [, url = '', port = ''] = await program.prints(listening)
  return { program, url, port }
}

const signIn = async (rootUrl: string, address: string, secret: string): Promise<string> => {
  const client = createClient({ signInAddress: address, rootUrl, credentials: password(address, secret) })
  onTestFinished(() => client.close())
  await client.connect()
  return client.status$.getSnapshot().state
}

describe('npm run serve', { timeout: 60_000 }, () => {
  it('prints where it listens before anything else', async () => {
    const { program } = await serving()
    await program.prints(/lene@contoso\.com/)
    program.interrupt('SIGINT')
    const { stdout } = await program.ended
    expect(stdout.split('\n')[0]).toMatch(listening)
  })

  it('prints the users', async () => {
    const { program } = await serving('--user', 'zoe.maas@x.org:a:b')
    program.interrupt('SIGINT')
    const { stdout } = await program.ended
    expect(stdout.split('\n').slice(1)).toEqual([
      '  tosh@contoso.com  pass@word1  Tosh Meston',
      '  lene@contoso.com  pass@word1  Lene Aaling',
      '  zoe.maas@x.org  a:b  Zoe Maas',
      '',
    ])
  })

  it('lets the default users in', async () => {
    const { url } = await serving()
    expect(await signIn(url, 'tosh@contoso.com', 'pass@word1')).toBe('available')
  })

  it('lets a given user in', async () => {
    const { url } = await serving('--user', 'zoe@x.org:a:b')
    expect(await signIn(url, 'zoe@x.org', 'a:b')).toBe('available')
  })

  it('lets web pages of a given origin in', async () => {
    const { url } = await serving('--origin', 'http://localhost:5173')
    const { headers } = await fetch(url, { headers: { origin: 'http://localhost:5173' } })
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
  })

  it('gives a default user another password', async () => {
    const { url } = await serving('--user', 'Tosh@contoso.com:other')
    await expect(signIn(url, 'tosh@contoso.com', 'pass@word1')).rejects.toThrow('invalid_grant')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with exit code 0 at %s, with a client online', async (signal) => {
    const { program, url } = await serving()
    await signIn(url, 'tosh@contoso.com', 'pass@word1')
    program.interrupt(signal)
    const { code, stderr } = await program.ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('says in one line that the port is in use', async () => {
    const { port } = await serving()
    const { code, stdout, stderr } = await runChild('src/cli/serve.ts', ['--port', port]).ended
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `serve: cannot listen on 127.0.0.1:${port}: the port is in use\n`,
    })
  })

  it('speaks HTTPS with a certificate made for the occasion', async () => {
    const { program, url } = await serving('--https')
    const [, file = ''] = await program.prints(/^certificate in (.*)$/m)
    const chat = runChild(
      'src/cli/chat.ts',
      ['--address', 'tosh@contoso.com', '--root', url, '--to', 'sip:lene@contoso.com'],
      { UCWA_PASSWORD: 'pass@word1', NODE_EXTRA_CA_CERTS: file },
    )
    await chat.prints(/– available/)
    expect(url).toMatch(/^https:/)
  })

  it('says in one line why a certificate cannot be read', async () => {
    const { code, stderr } = await runChild('src/cli/serve.ts', ['--https', '--cert', '/no/cert', '--key', '/no/key'])
      .ended
    expect(code).toBe(2)
    expect(stderr).toMatch(/^serve: cannot read key and certificate: ENOENT.*\n$/)
  })
})
