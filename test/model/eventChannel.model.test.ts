import { eventChannelModel } from './eventChannel.model.ts'
import { playable } from './models.ts'
import { proveModel } from './proveModel.ts'

proveModel(playable(eventChannelModel), { withHttp: true, sample: 6 })
