/** Same-city active-active at Jinqiao and Ningqiao: an internet-finance system with market access and two lines home. */
import { App } from 'ztc-cdk';
import { LandingZone } from './landing-zone.ts';

const app = new App();
new LandingZone(app, 'landing-zone');
app.synth();
