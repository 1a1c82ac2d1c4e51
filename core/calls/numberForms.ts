import { asOnFile } from '#core/accounts/findAccountsByPhone.ts'

/** As which one telephone may stand in a call: from elsewhere, a mobile's number comes with a zero before it. */
export function numberForms(number: string): string[] {
  const onFile = asOnFile(number)
  const fromElsewhere = /^1\d{10}$/.test(onFile) ? [`0${onFile}`] : []
  return [...new Set([onFile, ...fromElsewhere, number])].filter((form) => form !== '')
}
