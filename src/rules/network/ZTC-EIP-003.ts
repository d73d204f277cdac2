import { handedOutAddress } from '../builders/handed-out-address.ts';

export default handedOutAddress({
  id: 'ZTC-EIP-003',
  label: /internet|public|dns|domain|white.?list|allow.?list|partner|公网|互联网|域名|白名单/i,
  message: {
    en: 'the address of {eip} is given out as an internet address, but at {site} it is one inside the platform only',
    zh: '将 {eip} 的地址作为互联网地址提供，而站点 {site} 的弹性公网IP 地址仅为平台内地址',
  },
  fix: {
    en: 'give out the internet_address of the ztc_internet_access_policy of that address, known once the operators have completed it',
    zh: '改用该弹性公网IP 所对应 ztc_internet_access_policy 的 internet_address，运维开通后可知',
  },
  parameters: ['dns_record', 'internet_address'],
});
