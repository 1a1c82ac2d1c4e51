import { describe, expect, it } from 'vitest'
import { crewOnDuty } from './crewOnDuty.ts'
import { firstPassword, jpegFile, ownPassword, pngFile, takePhotos } from './crewTown.ts'
import { loseAnswer } from './residentPhone.ts'
import { offline, online } from './troubledTown.ts'

const longPlace = '安平区滨河新城东城国际花园三期北区第十二栋二单元门口向东五十米（原机械厂家属院）'
const here = { longitude: 117.94, latitude: 40.97 }
const finished = { state: 'finished', acts: ['report', 'dispatch', 'accept', 'finish'] }

describe('A crew with a telephone', () => {
  const { crew, phoneOf, see, visit, synced, onDuty } = crewOnDuty()

  it('finds its way in, changes the first password, and sorts by deadline and distance', async () => {
    const [phone, person] = [phoneOf(), await crew().hire('张师傅')]
    await phone.context.grantPermissions(['geolocation'])
    await phone.context.setGeolocation(here)
    await phone.visit('settings')
    await phone.press('to-crew')
    await phone.sees('请先登录')
    await see('01-log-in-first')
    await phone.press('crew-log-in')
    await phone.fill('login', person.login)
    await phone.fill('password', 'a wrong password')
    await phone.press('log-in')
    await phone.sees('工号或密码不正确')
    await see('02-wrong')
    await phone.fill('password', firstPassword)
    await phone.pressTwice('log-in')
    await phone.sees('第一次登录')
    await phone.fill('current', firstPassword)
    await phone.fill('next', ownPassword)
    await phone.fill('repeated', 'something else')
    await phone.sees('两次输入的新密码不一样')
    await see('03-password')
    await phone.fill('repeated', ownPassword)
    await phone.press('change-password')
    await phone.sees('现在没有要处理的工单')
    await see('04-empty')

    const near = await crew().send({
      kind: 'cover',
      place: '人民路和平街口',
      position: { longitude: 117.95, latitude: 40.97 },
    })
    const far = await crew().send({ kind: 'leak', place: longPlace, position: { longitude: 117.99, latitude: 40.99 } })
    const nowhere = await crew().send({ kind: 'noWater', place: '安平里 3 号楼' }, person.staffId)
    await phone.press('refresh')
    await phone.sees('安平里 3 号楼')
    await phone.sees(/剩余 \d+ (小时|天)/)
    await see('05-by-deadline')
    await phone.press('by-distance')
    await phone.press('agree-privacy')
    await phone.sees(/约 \d+ 米|约 \d\.\d 公里/)
    const rows = await phone.page.locator('.taro_page:last-child .row-link').allInnerTexts()
    expect(rows.map((row) => ['人民路', '安平区', '安平里'].find((word) => row.includes(word)))).toEqual([
      '人民路',
      '安平区',
      '安平里',
    ])
    await see('06-by-distance')
    for (const id of [near, far, nowhere]) await crew().cancel(id)
  })

  it('accepts, photographs and finishes without a network, and everything is there once when it is back', async () => {
    const id = await crew().send({ kind: 'leak', place: longPlace, position: here })
    const { phone } = await onDuty('李师傅')
    await phone.pressWords('漏水爆管')
    await phone.sees('旁边是幼儿园')
    await see('10-order')
    await offline(phone)
    await phone.pressTwice('accept')
    await phone.sees('处理中')
    await phone.sees('待同步')
    await takePhotos(phone, 'before', jpegFile)
    await phone.page.getByLabel('去掉处理前照片 1').waitFor()
    await takePhotos(phone, 'after', jpegFile, pngFile)
    await phone.page.getByLabel('去掉处理后照片 2').waitFor()
    await phone.fill('result', '更换了 DN100 管道接口，试压正常💧')
    await see('11-working-offline')
    // The app is closed and opened, without a network.
    await visit('orders')
    await phone.sees('待同步')
    await phone.sees('没有连上，最后更新')
    await see('12-list-offline')
    await phone.pressWords('漏水爆管')
    await phone.page.getByLabel('去掉处理后照片 2').waitFor()
    expect(await phone.written('result')).toBe('更换了 DN100 管道接口，试压正常💧')
    await phone.pressTwice('finish')
    await phone.sees('已完工')
    await see('13-finished-offline')
    await visit('orders')
    await phone.sees('已完工')
    expect(await crew().seen(id)).toMatchObject({ state: 'dispatched', before: 0, after: 0 })

    await online(phone)
    await synced(id, {
      ...finished,
      staffName: '李师傅',
      result: '更换了 DN100 管道接口，试压正常💧',
      before: 1,
      after: 2,
    })
    await phone.sees('今天完成的')
    await phone.sees('已同步')
    await see('14-synced')
    await visit('order', id)
    await phone.sees('处理前照片')
    await phone.sees('经过')
    await see('15-done')
    // Nothing is sent once more.
    await visit('orders')
    await phone.sees('今天完成的')
    expect(await crew().seen(id)).toMatchObject({ ...finished, before: 1, after: 2 })
  })

  it('has nothing twice though every answer is lost once', async () => {
    const id = await crew().send({ kind: 'leak', place: '和平街 8 号' })
    const { phone } = await onDuty('王师傅')
    await visit('order', id)
    await loseAnswer(phone, 'POST', /\/acceptance$/)
    await loseAnswer(phone, 'POST', /\/staff\/uploads$/)
    await loseAnswer(phone, 'POST', /\/completion$/)
    await phone.press('accept')
    await phone.sees('现在同步')
    await takePhotos(phone, 'before', jpegFile)
    await takePhotos(phone, 'after', pngFile)
    await phone.page.getByLabel('去掉处理后照片 1').waitFor()
    await phone.fill('result', '已修好')
    await phone.press('finish')
    await synced(id, { ...finished, before: 1, after: 1 })
    await visit('orders')
    await phone.sees('今天完成的')
    expect(await crew().seen(id)).toMatchObject({ ...finished, before: 1, after: 1 })
  })
})
