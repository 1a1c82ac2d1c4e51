import type { UsageClass } from '#core/billing/tariff.ts'
import type { Random } from './random.ts'

// Everybody here is invented: the given names are of water and seasons, the trade names of the same cloth.

const surnames = [
  ...['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '马', '朱', '胡', '郭', '何', '林'],
  ...['高', '罗', '郑', '梁', '谢', '宋', '唐', '许', '邓', '冯', '韩', '曹', '曾', '彭', '萧', '蔡', '潘', '田'],
]
const firstCharacters = ['沐', '润', '澄', '清', '若', '知', '云', '晚', '初', '听', '望', '映', '素', '沛', '汀', '浣']
const secondCharacters = ['川', '泉', '溪', '雨', '禾', '舟', '霖', '蓝', '秋', '杉', '屿', '桥', '棠', '渡', '穗', '岚']

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
