import { messagingMachine } from '../../machines/messagingMachine.ts'
import { proveChart } from './proveChart.ts'
import { scenarios } from './messaging.scenarios.ts'

proveChart(messagingMachine, scenarios)
