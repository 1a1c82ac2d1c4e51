export default definePageConfig({ navigationBarTitleText: '供水服务' })
