/** The same resources by cdktf's own App and TerraformStack, with nothing validated: the yardstick of synth. */
import { App, TerraformStack } from 'cdktf';
import { ZtcProvider } from 'ztc-cdk/l1/provider';
import { design } from './design.ts';

const app = new App({ skipValidation: true });
const stack = new TerraformStack(app, 'bench');
new ZtcProvider(stack, 'ztc');
design(stack, Number(process.env.BENCH_RESOURCES));
app.synth();
