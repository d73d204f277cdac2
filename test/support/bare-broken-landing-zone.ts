/** The broken landing zone below the engine's own `App`, which judges nothing: what is left for `ztc audit`. */
import { App } from 'cdktf';
import { Mistakes } from '../../examples/broken-landing-zone/mistakes.ts';
import { LandingZone } from '../../examples/landing-zone/landing-zone.ts';

const app = new App();
const zone = new LandingZone(app, 'landing-zone');
new Mistakes(zone, 'mistakes', zone);
app.synth();
