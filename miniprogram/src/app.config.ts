export default defineAppConfig({
  pages: ['pages/home/index'],
  window: {
    backgroundTextStyle: 'dark',
    backgroundColor: '#f4f7fa',
    navigationBarBackgroundColor: '#0b6fb8',
    navigationBarTitleText: '供水服务',
    navigationBarTextStyle: 'white',
  },
  animation: false,
  lazyCodeLoading: 'requiredComponents',
})
