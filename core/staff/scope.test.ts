import { describe, expect, it } from 'vitest'
import type { Permission } from '#core/contract/permissions.ts'
import { requirePermission, requirePermissionAt } from './principal.ts'
import { pathIn, scopeOf, unitIn } from './scope.ts'

describe('the scope of a principal', () => {
  const principal = (...grants: [string, Permission[]][]) => ({
    grants: grants.map(([unitPath, permissions]) => ({ unitPath, unitId: unitPath, permissions })),
  })

  it('reaches down the tree, not up or sideways', () => {
    const north = principal(['/root/north/', ['bill.read']])
    expect(() => requirePermissionAt(north, 'bill.read', '/root/north/')).not.toThrow()
    expect(() => requirePermissionAt(north, 'bill.read', '/root/north/east/')).not.toThrow()
    for (const path of ['/root/', '/root/south/', '/root/northern/', '/root/north-2/']) {
      expect(() => requirePermissionAt(north, 'bill.read', path)).toThrow('staff.forbidden')
    }
  })

  it('is that of one permission, not of another held elsewhere', () => {
    const mixed = principal(['/root/north/', ['bill.read']], ['/root/south/', ['payment.book']])
    expect(() => requirePermission(mixed, 'payment.book')).not.toThrow()
    expect(() => requirePermissionAt(mixed, 'payment.book', '/root/north/')).toThrow('staff.forbidden')
    expect(() => requirePermission(mixed, 'staff.manage')).toThrow('staff.forbidden')
    expect(scopeOf(mixed, 'bill.read')).toEqual(['/root/north/'])
  })

  it('names each branch once, without what lies below another', () => {
    const wide = principal(
      ['/root/north/east/', ['bill.read']],
      ['/root/north/', ['bill.read']],
      ['/root/north/', ['bill.read', 'bill.correct']],
      ['/root/south/', ['bill.read']],
    )
    expect(scopeOf(wide, 'bill.read').toSorted()).toEqual(['/root/north/', '/root/south/'])
    expect(scopeOf(wide, 'staff.manage')).toEqual([])
  })

  it('finds nothing in SQL where nothing is held', () => {
    expect(pathIn([], 'path')).toEqual({ sql: '1 = 0', parameters: [] })
    expect(unitIn([], 'unitId')).toEqual({ sql: '1 = 0', parameters: [] })
  })
})
