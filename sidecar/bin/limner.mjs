#!/usr/bin/env node
const OLDEST_NODE = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
	console.error(
		`Limner needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}. ` +
			'Inside the project, "npm start" brings the right one; elsewhere install it from https://nodejs.org.',
	);
	process.exit(1);
}

const { main } = await import('../src/main.ts');
await main(process.argv);
