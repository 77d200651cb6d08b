import { playable } from './models.ts'
import { outgoingInvitationModel } from './outgoingInvitation.model.ts'
import { proveModel } from './proveModel.ts'

proveModel(playable(outgoingInvitationModel), { sample: 40 })
