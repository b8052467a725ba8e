import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { readPost } from '../test/posts/index.ts';
import { connectSite } from '../test/wordpress/connect-site.ts';
import { findPort } from '../test/wordpress/free-port.ts';
import { projectFolder } from '../test/wordpress/project-paths.ts';
import { startSidecar, type RunningSidecar } from '../test/wordpress/start-sidecar.ts';
import { startWordPress, type StartedWordPress } from '../test/wordpress/start-wordpress.ts';
import type { WordPressSession } from '../test/wordpress/wordpress-session.ts';
import { buildEditor } from './build-editor.ts';

/** Whatever runs is ended in the reverse order of its start. */
const running: (() => Promise<void>)[] = [];
let ending = false;

async function end(exitCode: number): Promise<void> {
	if (ending) {
		return;
	}
	ending = true;
	if (running.length > 0) {
		console.log('\nStopping WordPress and the sidecar.');
	}
	for (const stop of running.reverse()) {
		await stop().catch((error: unknown) => console.error(error));
	}
	process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => void end(signal === 'SIGINT' ? 130 : 143));
}
process.on('disconnect', () => void end(143));

async function runTrial(): Promise<void> {
	const began = Date.now();
	const report = (line: string): void => console.log(`[${seconds(began)}] ${line}`);
	const dataFolder = process.env.LIMNER_DATA_DIR || join(projectFolder, '.limner', 'data');
	const sitePort = await choosePort('LIMNER_WORDPRESS_PORT', 8881);
	const sidecarPort = await choosePort('LIMNER_PORT', 4545);

	const bundle = buildEditor(report);
	const sidecarStart = startSidecar({ port: sidecarPort, dataFolder: join(dataFolder, 'sidecar') });
	const siteStart = bundle.then(async () => await startSite(dataFolder, sitePort, report));
	// Both are waited for, so that whichever did start is ended when the other fails.
	const [sidecar, site] = await Promise.allSettled([sidecarStart, siteStart]);
	for (const started of [sidecar, site]) {
		if (started.status === 'fulfilled') {
			running.push(started.value.stop);
		}
	}
	if (sidecar.status === 'rejected') {
		throw sidecar.reason;
	}
	if (site.status === 'rejected') {
		throw site.reason;
	}
	if (ending) {
		return;
	}
	report(`the sidecar answers at ${sidecar.value.url}`);
	const admin = await site.value.logIn();
	report('connecting the site to the sidecar');
	await acceptMove(admin);
	await connectSite(admin, sidecar.value);
	const postId = await insertSamplePost(admin, dataFolder);
	endWhenOneEnds(sidecar.value, site.value);
	announce(site.value, postId, sidecar.value.url, dataFolder, seconds(began));
}

/** One without the other is of no use; whoever looks at the terminal learns which one ended, and its last words. */
function endWhenOneEnds(sidecar: RunningSidecar, site: StartedWordPress): void {
	const endedUnasked = async (name: string, lastWords: string): Promise<void> => {
		if (!ending) {
			console.error(`\n${name} has ended by itself. ${lastWords}`);
			await end(1);
		}
	};
	void sidecar.ended.then(() =>
		endedUnasked('The sidecar', `It logged last:\n${sidecar.readLog().slice(-2000)}`),
	);
	void site.ended.then(() => endedUnasked('WordPress', `Its log of errors: ${site.debugLog}`));
}

async function startSite(
	dataFolder: string,
	port: number,
	report: (line: string) => void,
): Promise<StartedWordPress> {
	return await startWordPress({
		port,
		dataFolder: join(dataFolder, 'site'),
		roles: [],
		allowRunPhp: false,
		cronOnPageViews: true,
		report,
	});
}

/** The site at another port than last time is the same site; nobody else can have copied the data folder. */
async function acceptMove(admin: WordPressSession): Promise<void> {
	const { body } = await admin.rest('limner/v1/connection');
	if ((body as { state?: string }).state === 'moved_or_copied') {
		await admin.rest('limner/v1/connection/move', { method: 'POST' });
	}
}

async function choosePort(variable: string, standard: number): Promise<number> {
	const given = process.env[variable];
	const port = given ? Number(given) : standard;
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new Error(`${variable} is "${given}"; give it a port from 1 to 65535.`);
	}
	try {
		return await findPort(port);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
			throw new Error(
				`Port ${port} is taken. End what listens there, or choose another: ${variable}=${port + 1} npm start`,
				{ cause: error },
			);
		}
		throw error;
	}
}

/** The article to try things on; inserted once, and not again when somebody has deleted it. */
async function insertSamplePost(admin: WordPressSession, dataFolder: string): Promise<number> {
	const remembered = join(dataFolder, 'sample-post.txt');
	if (existsSync(remembered)) {
		return Number(await readFile(remembered, 'utf8'));
	}
	const { title, content } = readPost('workshop');
	const answer = await admin.rest('wp/v2/posts', { body: { title, content, status: 'draft' } });
	if (answer.status !== 201) {
		throw new Error(
			`The sample post was not accepted (status ${answer.status}): ${JSON.stringify(answer.body)}`,
		);
	}
	const { id } = answer.body as { id: number };
	await writeFile(remembered, String(id));
	return id;
}

function announce(
	site: StartedWordPress,
	postId: number,
	sidecar: string,
	dataFolder: string,
	took: string,
): void {
	console.log(`
Limner is ready (${took}).

  Sample post   ${site.url}/wp-admin/post.php?post=${postId}&action=edit
                Open it and click the Limner button at the top right.
  Log in        ${site.adminUser} / ${site.adminPassword}
  Site          ${site.url}
  Settings      ${site.url}/wp-admin/options-general.php?page=limner
  Sidecar       ${sidecar}
  Data          ${dataFolder}
                Kept for the next start; delete the folder to begin anew.

Images come from a provider whose key is in the environment, such as OPENAI_API_KEY (docs/providers.md).
Without a key they are drawn on this machine, without AI and without cost.
Press Ctrl-C to stop.`);
}

function seconds(began: number): string {
	return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

runTrial().catch(async (error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	await end(1);
});
