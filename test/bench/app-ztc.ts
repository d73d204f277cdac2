/** The measured design as users write it: our App, which validates and judges before it writes. */
import { App, Stack } from 'ztc-cdk';
import { design } from './design.ts';

const app = new App();
design(new Stack(app, 'bench'), Number(process.env.BENCH_RESOURCES));
app.synth();
