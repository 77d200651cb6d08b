import { either as E } from 'fp-ts'
import { describe, expect, it } from 'vitest'
import { readChatOptions } from '../../src/cli/chatting/options.ts'
import { readServeOptions } from '../../src/cli/serving/options.ts'

const who = ['--address', 'tosh@contoso.com', '--to', 'sip:lene@contoso.com'] as const

describe('the arguments of chat', () => {
  it('name who, whom, where', () => {
    expect(readChatOptions([...who, '--root', 'https://ucwa.contoso.com/'])).toEqual(
      E.right({ address: 'tosh@contoso.com', to: 'sip:lene@contoso.com', root: 'https://ucwa.contoso.com/' }),
    )
  })

  it.each([
    [['--to', 'sip:lene@contoso.com'], '--address is missing'],
    [['--address', 'tosh', '--to', 'sip:lene@contoso.com'], "--address is user@domain, not 'tosh'"],
    [['--address', 'tosh@contoso.com'], '--to is missing'],
    [['--address', 'tosh@contoso.com', '--to', ''], '--to is missing'],
    [
      ['--address', 'tosh@contoso.com', '--to', 'lene@contoso.com'],
      "--to is a SIP URI such as sip:lene@contoso.com, not 'lene@contoso.com'",
    ],
    [[...who, '--root', 'file:///etc/passwd'], "--root is an http or https URL, not 'file:///etc/passwd'"],
    [[...who, '--root', 'contoso'], "--root is an http or https URL, not 'contoso'"],
    [[...who, '--rot', 'x'], "Unknown option '--rot'"],
    [[...who, '--root'], "Option '--root <value>' argument missing"],
    [[...who, 'lene'], "Unexpected argument 'lene'"],
  ])('%j are refused', (args, because) => {
    expect(readChatOptions(args)).toEqual(E.left(because))
  })

  it.each([
    [['--password', 'x']],
    [['--password=x']],
    [['-password']],
    [['--pass', 'x']],
    [['--Password']],
    [['--help', '--passwd']],
  ])('%j hold no password', (args) => {
    expect(readChatOptions([...who, ...args])).toEqual(
      E.left('a password is no argument, since others can read those: set UCWA_PASSWORD, or wait to be asked'),
    )
  })
})

describe('the arguments of serve', () => {
  it('are all optional', () => {
    expect(readServeOptions([])).toEqual(
      E.right({ port: 0, host: '127.0.0.1', certificate: undefined, users: [], allowedOrigins: [] }),
    )
  })

  it('name users, the password being all after the first colon', () => {
    expect(readServeOptions(['--user', 'Ann@x.org:a:b', '--user', 'joe.doe@x.org:c'])).toMatchObject(
      E.right({
        users: [
          { uri: 'sip:ann@x.org', name: 'Ann', password: 'a:b' },
          { uri: 'sip:joe.doe@x.org', name: 'Joe Doe', password: 'c' },
        ],
      }),
    )
  })

  it('name origins, as browsers write them', () => {
    expect(
      readServeOptions(['--origin', 'http://LOCALHOST:5173/', '--origin', 'https://web.contoso.com']),
    ).toMatchObject(E.right({ allowedOrigins: ['http://localhost:5173', 'https://web.contoso.com'] }))
  })

  it.each([
    [['--https'], 'selfSigned'],
    [['--https', '--cert', 'a', '--key', 'b'], { cert: 'a', key: 'b' }],
  ])('%j name a certificate', (args, certificate) => {
    expect(readServeOptions(args)).toMatchObject(E.right({ certificate }))
  })

  it.each([
    [['--port', 'x'], "--port is a number from 0 to 65535, not 'x'"],
    [['--port', '65536'], "--port is a number from 0 to 65535, not '65536'"],
    [['--port', '1e3'], "--port is a number from 0 to 65535, not '1e3'"],
    [['--port', ''], "--port is a number from 0 to 65535, not ''"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', '--https'], "Option '--port' argument is ambiguous"],
    [['--https', '--cert', 'a'], '--cert and --key go together'],
    [['--cert', 'a', '--key', 'b'], '--cert and --key are for --https'],
    [['--user', 'ann:b'], '--user is name@domain:password'],
    [['--user', 'ann@x.org'], '--user is name@domain:password'],
    [['--user', 'ann@x.org:'], '--user is name@domain:password'],
    [['--origin', 'localhost:5173'], "--origin is an origin such as http://localhost:5173, not 'localhost:5173'"],
    [['--nope'], "Unknown option '--nope'"],
  ])('%j are refused', (args, because) => {
    expect(readServeOptions(args)).toEqual(E.left(because))
  })
})

describe('--help', () => {
  it('comes before what is missing', () => {
    expect([readChatOptions(['--help']), readServeOptions(['-h'])]).toEqual([E.right('help'), E.right('help')])
  })
})
