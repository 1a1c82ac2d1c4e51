import { Navigate } from 'react-router'
import { useSession } from '../session/session.ts'
import { placesFor } from './navigation.ts'

/** The first thing that one may do. */
export function Home() {
  const { may, mayWholly } = useSession()
  return <Navigate to={placesFor(may, mayWholly)[0]?.places[0]?.path ?? '/articles'} replace />
}
