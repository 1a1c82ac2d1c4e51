import { Box, Tap } from '../../elements'
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
          <Tap
            key={account.id}
            className={`account-picker__account ${here ? 'account-picker__account--here' : ''}`}
            onPress={() => onChoose(account)}
            pressed={here}
          >
            <Box className="account-picker__premises">{account.premises}</Box>
            <Box className="account-picker__number">
              户号 {account.number}
              {here && accounts.length > 1 ? '（已选）' : ''}
            </Box>
          </Tap>
        )
      })}
    </Box>
  )
}
