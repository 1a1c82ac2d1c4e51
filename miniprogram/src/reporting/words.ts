import type { WorkOrderAct, WorkOrderKind, WorkOrderState } from '../hub/contract.ts'

/** What can be reported, in the words of the contract. */
export const kindNames: Readonly<Record<WorkOrderKind, string>> = {
  leak: '漏水爆管',
  noWater: '家里没水',
  lowPressure: '水压低',
  quality: '水质问题',
  meter: '水表故障',
  cover: '井盖缺损',
  billing: '水费疑问',
  other: '其他问题',
}
export const kinds = Object.keys(kindNames) as WorkOrderKind[]

export const stateNames: Readonly<Record<WorkOrderState, string>> = {
  reported: '已收到，等待派人',
  dispatched: '已派给维修班组',
  accepted: '师傅已接单，正在处理',
  finished: '已处理完，请您评价',
  closed: '已办结',
  cancelled: '已撤销',
  reopened: '重新处理中',
}

export const actNames: Readonly<Record<WorkOrderAct, string>> = {
  report: '提交报修',
  dispatch: '派单',
  accept: '接单',
  finish: '处理完成',
  close: '办结',
  cancel: '撤销',
  reopen: '要求再处理',
  rate: '评价',
}
