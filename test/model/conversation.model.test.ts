import { conversationModel } from './conversation.model.ts'
import { playable } from './models.ts'
import { proveModel } from './proveModel.ts'

proveModel(playable(conversationModel), { sample: 60 })
