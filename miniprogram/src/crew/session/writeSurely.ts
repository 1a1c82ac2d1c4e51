import { HubError } from '../../hub/hubError.ts'
import type { Storage } from '../../hub/storage.ts'

/** For what must not be lost. @throws HubError `phone.full` when the phone has not kept it */
export function writeSurely(storage: Storage, name: string, value: unknown): void {
  storage.write(name, value)
  if (JSON.stringify(storage.read(name)) === JSON.stringify(value)) return
  throw phoneFull()
}

export const phoneFull = (): HubError => {
  const detail = '手机存储空间不够，刚才的内容没有保存下来，请清理手机空间后再试'
  return new HubError({ status: 507, code: 'phone.full', detail }, 'phone.full')
}
