import { sessionMachine } from '../../machines/sessionMachine.ts'
import { proveChart } from './proveChart.ts'
import { stayingOnline } from './session.online.scenarios.ts'
import { signingIn } from './session.signIn.scenarios.ts'

proveChart(sessionMachine, [...signingIn, ...stayingOnline])
