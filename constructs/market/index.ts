/** Links to exchanges and clearing houses (市场业务). */
export { MarketLink, type MarketLinkProps } from './market-link.ts';
