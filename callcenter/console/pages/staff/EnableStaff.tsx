import { useAct } from '../../hub/useAnswer.ts'
import { NewPassword } from './NewPassword.tsx'
import { type ActProps, staffKey } from './person.ts'

/** Lets somebody in again who was shut out: the roles of before come back, the password does not. */
export function EnableStaff({ person, onEnd }: ActProps) {
  const enable = useAct('POST /api/staff/staff/:staffId/enablement', [staffKey])
  const roles = person.roles.map(({ name }) => name).join('、')
  return (
    <NewPassword
      act={enable}
      person={person}
      onEnd={onEnd}
      title={`恢复 ${person.name}（${person.login}）`}
      ok={`恢复 ${person.name}`}
      cancel="不恢复"
      done={`已恢复 ${person.name}`}
    >
      {person.name} 可以重新登录，停用前的角色随之恢复：{roles === '' ? '没有角色' : roles}
      。原来的密码不再有效，用下面的密码登录后须自行更改。
    </NewPassword>
  )
}
