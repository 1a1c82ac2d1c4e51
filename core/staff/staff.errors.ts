import type { Permission } from '#core/contract/permissions.ts'
import { DomainError } from '#core/kernel/domainError.ts'

/** Login or password, unknown or disabled: which one is nobody's business. */
export const wrongLogin = () => new DomainError('unauthenticated', 'staff.wrongLogin', '工号或密码不正确')

/** `retryAt` is epoch ms, `retryAfterSeconds` whole seconds. */
export const staffLocked = (retryAt: number, now: number) =>
  new DomainError('tooMany', 'staff.locked', '密码错误次数过多，请稍后再试', {
    retryAt,
    retryAfterSeconds: Math.max(1, Math.ceil((retryAt - now) / 1000)),
  })

export const wrongPassword = () => new DomainError('invalid', 'staff.wrongPassword', '原密码不正确')

export type Weakness = 'tooShort' | 'tooLong' | 'login' | 'obvious' | 'unchanged'

const weaknesses: Record<Weakness, string> = {
  tooShort: '密码至少需要12个字符',
  tooLong: '密码最多128个字符',
  login: '密码不能包含工号',
  obvious: '密码过于常见，请换一个',
  unchanged: '新密码不能与原密码相同',
}

export const passwordWeak = (reason: Weakness) =>
  new DomainError('invalid', 'staff.passwordWeak', weaknesses[reason], { reason })

export const staffForbidden = (permission: Permission) =>
  new DomainError('forbidden', 'staff.forbidden', '您没有此项权限', { permission })

export const staffUnknown = (staffId: string) =>
  new DomainError('notFound', 'staff.unknown', '没有找到该员工', { staffId })

export const unitUnknown = (unitId: string) =>
  new DomainError('notFound', 'staff.unitUnknown', '没有找到该部门', { unitId })

export const roleUnknown = (role: string) => new DomainError('notFound', 'staff.roleUnknown', '没有该角色', { role })

export const loginInvalid = () =>
  new DomainError('invalid', 'staff.loginInvalid', '工号只能由2至32位字母、数字、点、横线组成')

export const loginTaken = (login: string) =>
  new DomainError('conflict', 'staff.loginTaken', '该工号已被使用', { login })

export const unitCodeInvalid = () =>
  new DomainError('invalid', 'staff.unitCodeInvalid', '部门代码只能由小写字母、数字和横线组成，且层级不能过深')

export const unitTaken = (path: string) =>
  new DomainError('conflict', 'staff.unitTaken', '同级部门中已有该代码', { path })

export const notDisabled = () => new DomainError('conflict', 'staff.notDisabled', '该员工没有停用')

/** Nobody disables, or changes the roles of, themselves: so the last administrator cannot vanish. */
export const notYourself = () => new DomainError('conflict', 'staff.notYourself', '不能对自己执行此操作')

export const alreadyFounded = () =>
  new DomainError('conflict', 'staff.alreadyFounded', '系统中已有员工，不能再次初始化')
