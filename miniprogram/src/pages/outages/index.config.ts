export default definePageConfig({ navigationBarTitleText: '停水信息' })
