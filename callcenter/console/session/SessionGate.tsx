import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo } from 'react'
import { HubRefusal } from '../hub/hubRefusal.ts'
import { useAnswer } from '../hub/useAnswer.ts'
import { useHub } from '../hub/useHub.ts'
import { Answered } from '../look/Answered.tsx'
import { LogInPage } from './LogInPage.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import type { Permission } from '#core/contract/permissions.ts'
import { holds, holdsWholly, type Me, SessionContext } from './session.ts'

/** Lets in whoever is logged in, with a password of their own. */
export function SessionGate({ children }: { children: ReactNode }) {
  const me = useAnswer('GET /api/staff/me', {})
  const { live } = useHub()
  const queries = useQueryClient()
  const isIn = me.data !== undefined && !(me.error instanceof HubRefusal && me.error.status === 401)
  const mayListen = isIn && !me.data.mustChangePassword

  useEffect(() => {
    if (!mayListen) return
    live.open()
    return () => live.close()
  }, [live, mayListen])

  // What was told while the connection was down is not told again.
  useEffect(() => {
    let away = false
    return live.onState(() => {
      const { connected } = live.state()
      if (connected && away) void queries.invalidateQueries()
      away = !connected
    })
  }, [live, queries])

  const enter = useCallback(() => {
    queries.clear()
    void queries.invalidateQueries()
    void me.refetch()
  }, [queries, me])

  if (me.error instanceof HubRefusal && me.error.status === 401) return <LogInPage onDone={enter} />
  return (
    <Answered of={me}>
      {(known) =>
        known.mustChangePassword ? (
          <FirstPassword login={known.login} onDone={enter} />
        ) : (
          <Inside me={known} onOut={enter}>
            {children}
          </Inside>
        )
      }
    </Answered>
  )
}

function Inside({ me, onOut, children }: { me: Me; onOut: () => void; children: ReactNode }) {
  const { ask } = useHub()
  const session = useMemo(
    () => ({
      me,
      may: (permission: Permission) => holds(me, permission),
      mayWholly: (permission: Permission) => holdsWholly(me, permission),
      async logOut() {
        await ask('DELETE /api/staff/sessions/current')
        // What was typed and not sent is about callers: nothing for whoever comes next.
        sessionStorage.clear()
        onOut()
      },
    }),
    [me, ask, onOut],
  )
  return <SessionContext value={session}>{children}</SessionContext>
}

const FirstPassword = ({ login, onDone }: { login: string; onDone: () => void }) => (
  <main className="gate" aria-label="修改初始密码">
    <section className="gate-box">
      <h1>请先修改初始密码</h1>
      <p className="soft">工号 {login}。初始密码只能用于第一次登录。</p>
      <PasswordForm onDone={onDone} />
    </section>
  </main>
)
