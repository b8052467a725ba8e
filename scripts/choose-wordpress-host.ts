import { spawnSync } from 'node:child_process';

/** What a native WordPress needs of PHP, as `php -m` names it. */
const EXTENSIONS = ['curl', 'mysqli', 'dom', 'mbstring', 'gd'];

/**
 * The WordPress host of a test run: native PHP with MariaDB where the machine has both, as it answers some twenty
 * times faster (docs/decisions/044), else WebAssembly, which needs nothing. LIMNER_WORDPRESS_HOST decides otherwise.
 */
export function chooseWordPressHost(): string {
	const wanted = process.env.LIMNER_WORDPRESS_HOST;
	if (wanted) return wanted;
	return hasExtensions() && answers('mariadbd', '--version') && answers('mariadb-install-db', '--help')
		? 'native'
		: 'playground';
}

function hasExtensions(): boolean {
	const { status, stdout } = spawnSync('php', ['-m'], { encoding: 'utf8' });
	const loaded = new Set(status === 0 ? stdout.toLowerCase().split(/\s+/) : []);
	return EXTENSIONS.every((extension) => loaded.has(extension));
}

function answers(command: string, parameter: string): boolean {
	return spawnSync(command, [parameter], { stdio: 'ignore' }).error === undefined;
}
