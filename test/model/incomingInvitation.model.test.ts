import { incomingInvitationModel } from './incomingInvitation.model.ts'
import { playable } from './models.ts'
import { proveModel } from './proveModel.ts'

proveModel(playable(incomingInvitationModel), { sample: 15 })
