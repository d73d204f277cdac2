/** What every tenant starts with (基础). */
export { DesignProfile, type DesignProfileProps, type Tier } from './design-profile.ts';
export {
  ManagementVpnAccount,
  type ManagementVpnAccountProps,
  ServiceRequest,
  type ServiceRequestProps,
} from './requests.ts';
