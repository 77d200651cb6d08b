import { playable } from './models.ts'
import { proveModel } from './proveModel.ts'
import { sessionModel } from './session.model.ts'

proveModel(playable(sessionModel), { sample: 60 })
