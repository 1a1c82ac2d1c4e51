import { DomainError } from '#core/kernel/domainError.ts'

export const formatUnknown = (sentence = '不支持这种文件，请上传 JPG、PNG 或 WebP 格式的照片') =>
  new DomainError('invalid', 'upload.formatUnknown', sentence)
export const heicUnsupported = () =>
  formatUnknown('不支持 HEIC 格式，请在手机“设置 - 相机 - 格式”里选择“兼容性最佳”，或上传截图')
export const uploadDamaged = () => new DomainError('invalid', 'upload.damaged', '照片不完整或已损坏，请重新拍摄或选择')
export const uploadTooLarge = () =>
  new DomainError('invalid', 'upload.tooLarge', '照片过大，请上传 10 MB 以内、边长不超过 12000 像素的照片')
export const tooManyUploads = (retryAfterSeconds: number) =>
  new DomainError('tooMany', 'upload.tooMany', '今天上传的照片过多，请明天再试', { retryAfterSeconds })
export const uploadUnknown = () => new DomainError('notFound', 'upload.unknown', '照片不存在或已过期，请重新上传')
export const linkInvalid = () => new DomainError('forbidden', 'file.linkInvalid', '链接已失效，请返回上一页重新打开')
