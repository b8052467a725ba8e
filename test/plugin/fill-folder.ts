import { mkdir } from 'node:fs/promises';

import { runCommand } from '../wordpress/run-command.ts';

/**
 * Lays a small file system over a folder, so that its disk is really full soon. What was in the folder is back after
 * `empty`. Takes the right to mount; where that is missing, the test that needs it fails and says so.
 */
export async function fillFolder(folder: string, bytes: number): Promise<{ empty: () => Promise<void> }> {
	await mkdir(folder, { recursive: true });
	try {
		await runCommand('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0777`, 'tmpfs', folder]);
	} catch (cause) {
		throw new Error(
			'A full disk takes the right to mount a file system: run the tests as root, in a container with --cap-add SYS_ADMIN.',
			{ cause },
		);
	}
	return {
		empty: async () => {
			await runCommand('umount', [folder]);
		},
	};
}
