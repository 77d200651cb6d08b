import { messagingModel } from './messaging.model.ts'
import { playable } from './models.ts'
import { proveModel } from './proveModel.ts'

proveModel(playable(messagingModel), { withHttp: true, sample: 20 })
