import { incomingInvitationMachine } from '../../machines/incomingInvitationMachine.ts'
import { proveChart } from './proveChart.ts'
import { scenarios } from './incomingInvitation.scenarios.ts'

proveChart(incomingInvitationMachine, scenarios)
