import { playable } from './models.ts'
import { outgoingMessageModel } from './outgoingMessage.model.ts'
import { proveModel } from './proveModel.ts'

proveModel(playable(outgoingMessageModel), { sample: 15 })
