import { eventChannelMachine } from '../../machines/eventChannelMachine.ts'
import { proveChart } from './proveChart.ts'
import { scenarios } from './eventChannel.scenarios.ts'

proveChart(eventChannelMachine, scenarios)
