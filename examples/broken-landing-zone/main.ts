/** The landing zone of the other example with 15 mistakes. `ztc synth` refuses it and names each of them. */
import { App } from 'ztc-cdk';
import { LandingZone } from '../landing-zone/landing-zone.ts';
import { Mistakes } from './mistakes.ts';

const app = new App();
const zone = new LandingZone(app, 'landing-zone');
new Mistakes(zone, 'mistakes', zone);
app.synth();
