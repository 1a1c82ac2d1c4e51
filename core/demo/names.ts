import type { UsageClass } from '#core/billing/tariff.ts'
import type { Random } from './random.ts'

// Everybody here is invented: the given names are of water and seasons, the trade names of the same cloth.

const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田')
const firstCharacters = Array.from('沐润澄清若知云晚初听望映素沛汀浣')
const secondCharacters = Array.from('川泉溪雨禾舟霖蓝秋杉屿桥棠渡穗岚')

/** A person's name. */
export const personName = (random: Random): string =>
  random.pick(surnames) + random.pick(firstCharacters) + (random.chance(0.85) ? random.pick(secondCharacters) : '')

const tradeNames = ['云栖', '泽润', '青禾', '澄湖', '远帆', '百川', '听泉', '晨露', '碧波', '岚山', '沐光', '九渡']

const trades: Record<Exclude<UsageClass, 'residential' | 'residential-low-income'>, readonly string[]> = {
  'residential-shared': ['公寓（合表）', '家属院（合表）', '职工宿舍'],
  institution: ['小学', '幼儿园', '养老院', '社区服务站', '社区卫生站'],
  'non-residential': ['面馆', '便利店', '理发店', '酒楼', '印刷厂', '汽修厂', '商贸行', '服装店', '宾馆', '食品厂'],
  special: ['洗车行', '浴池', '洗浴中心'],
}

export type OrganisationClass = keyof typeof trades

/** The name of a company, shop or institution that uses its water as this class says. */
export const organisationName = (random: Random, usageClass: OrganisationClass): string =>
  random.pick(tradeNames) + random.pick(trades[usageClass])
