import { useState } from 'react'
import type { Account } from './contract.ts'
import { type Question, useQuestion } from './useQuestion.ts'
import { useHub, useLoggedIn } from './useHub.ts'

const stored = 'account'

export function useAccounts(): Question<Account[]> {
  const { call } = useHub()
  return useQuestion(useLoggedIn() ? 'accounts' : null, () => call('GET /api/resident/accounts'))
}

/** The account that a page is about: the wanted one, the one that was looked at last, or the first. */
export function useChosenAccount(
  accounts: readonly Account[],
  wanted: string | undefined,
): readonly [Account | null, (account: Account) => void] {
  const { storage } = useHub()
  const [id, setId] = useState(() => wanted ?? storage.read(stored))
  const chosen = accounts.find((account) => account.id === id) ?? accounts[0] ?? null
  return [
    chosen,
    (account) => {
      storage.write(stored, account.id)
      setId(account.id)
    },
  ]
}
