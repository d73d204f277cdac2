import { handedOutAddress } from '../builders/handed-out-address.ts';

export default handedOutAddress({
  id: 'ZTC-EIP-014',
  label: /white.?list|allow.?list|partner|白名单|合作方/i,
  message: {
    en: 'the address of {eip} stands in the whitelist of a partner, but at {site} internet peers see another address',
    zh: '{eip} 的地址被列入合作方白名单，而站点 {site} 出网时对端所见并非该地址',
  },
  fix: {
    en: 'put the internet_address of the ztc_internet_access_policy of that address on the whitelist, known once the operators have completed it',
    zh: '白名单改用该弹性公网IP 所对应 ztc_internet_access_policy 的 internet_address，运维开通后可知',
  },
  parameters: ['partner_whitelist', 'allowlist'],
});
