import { outgoingMessageMachine } from '../../machines/outgoingMessageMachine.ts'
import { proveChart } from './proveChart.ts'
import { scenarios } from './outgoingMessage.scenarios.ts'

proveChart(outgoingMessageMachine, scenarios)
