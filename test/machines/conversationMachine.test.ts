import { conversationMachine } from '../../machines/conversationMachine.ts'
import { scenarios } from './conversation.scenarios.ts'
import { proveChart } from './proveChart.ts'

proveChart(conversationMachine, scenarios)
