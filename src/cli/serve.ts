import { readServeOptions } from './serving/options.ts'
import { serve } from './serving/serve.ts'
import { runProgram } from './terminal/program.ts'
import { screenOn } from './terminal/screen.ts'

const help = `The embedded UCWA server alone.

  npm run serve -- [--port N] [--host ADDRESS] [--user name@domain:password]…
                   [--origin URL]… [--https [--cert FILE --key FILE]]

  --port N     0, the default, is any free port
  --host A     127.0.0.1 unless told: nobody but this machine
  --user U     one more user, or another password for one; may be repeated
  --origin O   lets web pages of this origin in, such as http://localhost:5173;
               may be repeated
  --https      with a certificate that openssl makes for the occasion, or with
               the two files in PEM; a client trusts it by the environment
               variable NODE_EXTRA_CA_CERTS
  -h, --help   this text

tosh@contoso.com and lene@contoso.com, password pass@word1, are always there.
Everything is in memory. Ctrl-C ends it.
`

await runProgram({
  name: 'serve',
  help,
  read: readServeOptions,
  run: (options) => serve(options, screenOn(process.stdout)),
})
