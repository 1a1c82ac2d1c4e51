import { bindByCode } from '#core/accounts/bindByCode.ts'
import { bindByMeter } from '#core/accounts/bindByMeter.ts'
import { listBoundAccounts } from '#core/accounts/listBoundAccounts.ts'
import { previewAccount } from '#core/accounts/previewAccount.ts'
import { requestBindingCode } from '#core/accounts/requestBindingCode.ts'
import { unbind } from '#core/accounts/unbind.ts'
import type { accountRoutes } from '#core/contract/accounts.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const residentAccounts: Handlers<typeof accountRoutes, Deps> = {
  'GET /api/resident/account-previews/:accountNumber': ({ params }, deps) => previewAccount(deps, params.accountNumber),
  'POST /api/resident/binding-codes': ({ actor, body }, deps) => requestBindingCode(deps, actor, body.accountNumber),
  'POST /api/resident/bindings': ({ actor, body }, deps) =>
    body.proof === 'phoneCode'
      ? bindByCode(deps, actor, { accountNumber: body.accountNumber, digits: body.code })
      : bindByMeter(deps, actor, body),
  'GET /api/resident/accounts': ({ principal }, deps) => listBoundAccounts(deps, principal.residentId),
  'DELETE /api/resident/accounts/:accountId': ({ actor, params }, deps) => unbind(deps, actor, params.accountId),
}
