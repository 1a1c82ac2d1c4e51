import type { WorkOrderKind } from '#core/contract/workorders.ts'

/** What people say when they report something of a kind, and what crews say that they have done. */
export const troubles: Readonly<Record<WorkOrderKind, { says: readonly string[]; done: readonly string[] }>> = {
  leak: {
    says: ['小区门口路面冒水，越来越大', '楼道立管接头漏水，地上都是水', '井里一直往外溢水'],
    done: ['已更换接头并试压，无渗漏', '开挖后更换一段DN100管道，路面已回填'],
  },
  noWater: {
    says: ['早上起来家里就没水了', '全单元都没水，物业说不知道'],
    done: ['楼前阀门被误关，已打开并确认恢复', '处理管道气阻，供水正常'],
  },
  lowPressure: {
    says: ['六楼水压很低，热水器打不着火', '晚高峰水流像线一样细'],
    done: ['清洗表前滤网，水压恢复到0.28MPa', '调整泵站出口压力，已现场复测'],
  },
  quality: {
    says: ['水有点发黄，放了十分钟还是黄', '自来水漂白粉味很重'],
    done: ['已冲洗管道末梢，取样检测合格', '现场检测余氯、浊度均合格，已向用户解释'],
  },
  meter: {
    says: ['水表不走字了', '水表玻璃裂了，看不清读数'],
    done: ['已更换水表并铅封', '已更换表盖，读数正常'],
  },
  cover: {
    says: ['人行道上的水井盖丢了，很危险', '井盖一过车就响，影响休息'],
    done: ['已更换井盖并加防坠网', '已加装橡胶垫，响声消除'],
  },
  billing: {
    says: ['这个月水费比平时高一倍，请帮忙核实', '已经交费了还提示欠费'],
    done: ['现场核对读数无误，发现马桶漏水，已告知用户', '已核实到账，欠费提示已消除'],
  },
  other: {
    says: ['想咨询管道迁改怎么办理', '门口施工挖断了水管标志桩'],
    done: ['已向用户说明办理流程和所需材料', '已恢复标志桩'],
  },
}
