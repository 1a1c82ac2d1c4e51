export default definePageConfig({ navigationBarTitleText: '缴水费' })
