import { Box } from '../../elements'
import { Choice } from '../Choice/index.tsx'
import type { Account } from '../../hub/contract.ts'
import './index.scss'

/** Which of several places it is about; with one place it only says so. */
export function AccountPicker({
  accounts,
  chosen,
  onChoose,
}: {
  accounts: readonly Account[]
  chosen: Account
  onChoose: (account: Account) => void
}) {
  return (
    <Box className="account-picker" role="group" label="户号">
      {accounts.map((account) => {
        const here = account.id === chosen.id
        return (
          <Choice key={account.id} row here={here} onPress={() => onChoose(account)}>
            <Box className="account-picker__premises">{account.premises}</Box>
            <Box className="account-picker__number">
              户号 {account.number}
              {here && accounts.length > 1 ? '（已选）' : ''}
            </Box>
          </Choice>
        )
      })}
    </Box>
  )
}
