import { dateOf, minuteOfDay } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Desk } from '#test/console/desk.ts'

// What a dispatcher does about an outage at the console, click by click.

export interface BurstPipe {
  /** As people are told it. */
  place: string
  /** What the addresses of those affected begin with. */
  street: string
  /** One more account that is cut off with them. */
  accountNumber: string
  /** Addresses that the preview names, and how many accounts it counts. */
  premises: readonly string[]
  affected: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Notices are sent one after the other, on whatever machine this is. */
const toldWithinMs = 60_000

/** Plans it by street and by account, looks whom that affects, and announces it; resolves to the outage's id. */
export async function announceBurst({ page, visit, shoot }: Desk, burst: BurstPipe): Promise<string> {
  const fill = (label: string, text: string) => page.getByLabel(label).fill(text)
  const fillTime = async (label: string, instant: number) => {
    await fill(label, typed(instant))
    await page.getByLabel(label).press('Enter')
  }
  await visit('/outages')
  await page.getByRole('link', { name: '新建停水' }).click()
  await page.getByText('抢修停水', { exact: true }).click()
  await fillTime('停水开始', systemClock() - hourMs / 2)
  await fillTime('预计恢复', systemClock() + 4 * hourMs)
  await fill('停水范围（告知用户的说法）', burst.place)
  await fill('原因', '直径 300 毫米供水管破裂抢修')
  await fill('街道或小区', burst.street)
  await fill('另加户号', burst.accountNumber)
  const preview = page.getByRole('region', { name: '影响用户' })
  await preview.getByText(`影响 ${burst.affected} 户`).waitFor()
  for (const address of burst.premises) await preview.getByText(address, { exact: true }).waitFor()
  await shoot('journey-outage-01-preview')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(`发布停水：${burst.place}`).waitFor()
  await dialog.getByRole('button', { name: `发布给 ${burst.affected} 户` }).click()
  await everybodyIsTold(page, '第 1 次：抢修停水')
  await shoot('journey-outage-02-announced')
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** Says that water is back, at the page of the outage. */
export async function restoreWater({ page, shoot }: Desk, { affected }: BurstPipe): Promise<void> {
  await page.getByRole('button', { name: '恢复供水' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `通知 ${affected} 户已恢复` })
    .click()
  await page.getByText('已恢复', { exact: true }).waitFor()
  await everybodyIsTold(page, '第 2 次：恢复供水')
  await shoot('journey-outage-06-restored')
}

/** The page follows by itself until all notices of the stage are out. */
async function everybodyIsTold(page: Desk['page'], stage: string) {
  const stages = page.getByRole('region', { name: '通知进度' }).getByRole('listitem')
  await stages
    .filter({ hasText: stage })
    .getByText(/^已发完，共 \d+ 条$/)
    .waitFor({ timeout: toldWithinMs })
}

/** As it is typed, in Shanghai, to a minute that the field offers. */
function typed(instant: number): string {
  const minute = Math.floor(minuteOfDay(instant) / 5) * 5
  const two = (value: number) => String(value).padStart(2, '0')
  return `${dateOf(instant)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
