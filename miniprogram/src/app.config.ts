import { crewPageNames, pageNames } from './pageNames.ts'

/** From here on the platform holds back photos and places until the person has agreed. */
const privacyCheck =
  process.env['TARO_ENV'] === 'weapp'
    ? { __usePrivacyCheck__: true }
    : process.env['TARO_ENV'] === 'alipay'
      ? { usePrivacyCheck: true }
      : {}

export default defineAppConfig({
  ...privacyCheck,
  pages: pageNames.map((name) => `pages/${name}/index`),
  // For staff, who alone load it.
  subPackages: [{ root: 'crew', pages: crewPageNames.map((name) => `${name.slice('crew/'.length)}/index`) }],
  window: {
    backgroundTextStyle: 'dark',
    backgroundColor: '#f4f7fa',
    navigationBarBackgroundColor: '#0b6fb8',
    navigationBarTitleText: '供水服务',
    navigationBarTextStyle: 'white',
  },
  animation: false,
  lazyCodeLoading: 'requiredComponents',
  // Why a phone's place is asked for, where the platform shows that.
  requiredPrivateInfos: ['getLocation'],
  permission: { 'scope.userLocation': { desc: '附在报修里方便师傅找到地点；维修人员按远近排工单' } },
})
