import { type ReactNode, useEffect } from 'react'
import type { Permission } from '#core/contract/permissions.ts'
import { useSession } from '../session/session.ts'
import { NotAllowed } from './Answered.tsx'

interface PageProps {
  title: string
  /** Without it the page says that one may not see it. */
  needs?: Permission
  /** Beside the title. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

export function Page({ title, needs, aside, className = '', children }: PageProps) {
  const { may } = useSession()
  useEffect(() => {
    document.title = `${title} · 供水客服`
  }, [title])
  return (
    <main className={`page ${className}`} aria-label={title}>
      <header className="page-head">
        <h1>{title}</h1>
        {aside}
      </header>
      {needs === undefined || may(needs) ? children : <NotAllowed />}
    </main>
  )
}
