import { parseArgs } from 'node:util';
import { startProviderEmulator } from './start-provider-emulator.ts';

const { values } = parseArgs({
	options: { port: { type: 'string', default: '0' }, 'charge-log': { type: 'string' } },
});
const emulator = await startProviderEmulator({ port: Number(values.port), chargeLog: values['charge-log'] });
console.log(JSON.stringify({ url: emulator.url, openaiBaseUrl: emulator.openaiBaseUrl }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
}
