import { outgoingInvitationMachine } from '../../machines/outgoingInvitationMachine.ts'
import { proveChart } from './proveChart.ts'
import { scenarios } from './outgoingInvitation.scenarios.ts'

proveChart(outgoingInvitationMachine, scenarios)
