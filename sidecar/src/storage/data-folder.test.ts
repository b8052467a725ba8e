import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LimnerError } from '../errors/limner-error.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { DiskImageStore } from './disk-image-store.ts';
import { SecretBox } from './secret-box.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'limner-folder-'));

describe('lockDataFolder', () => {
	it('names the process that has the folder', () => {
		const folder = newFolder();
		const lock = lockDataFolder(folder);
		expect(() => lockDataFolder(folder)).toThrow(`in use by process ${process.pid}`);
		lock.release();
		lockDataFolder(folder).release();
	});

	it('is not held up by a process that only has the id of the one that is gone', () => {
		const folder = newFolder();
		writeFileSync(join(folder, 'limner.lock'), `${process.ppid}\n`);
		lockDataFolder(folder).release();
	});

	it('is held against another process, and given back when that one is killed', async () => {
		const folder = newFolder();
		const module = JSON.stringify(new URL('data-folder-lock.ts', import.meta.url).href);
		const program = `(await import(${module})).lockDataFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`;
		const other = spawn(process.execPath, ['--input-type=module', '--eval', program], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		await once(other.stdout, 'data');
		expect(() => lockDataFolder(folder)).toThrow(`in use by process ${other.pid}`);
		other.kill('SIGKILL');
		await once(other, 'exit');
		lockDataFolder(folder).release();
	});

	it('takes over from a process that is gone, and gives the folder back', () => {
		const folder = newFolder();
		writeFileSync(join(folder, 'limner.lock'), '4194304\n');
		const lock = lockDataFolder(folder);
		expect(readFileSync(join(folder, 'limner.lock'), 'utf8')).toBe(`${process.pid}\n`);
		lock.release();
		expect(() => statSync(join(folder, 'limner.lock'))).toThrow('ENOENT');
	});
});

describe('SecretBox', () => {
	it('opens what it sealed, with a key that only its owner reads', () => {
		const folder = newFolder();
		const sealed = SecretBox.inFolder(folder).seal('a secret');
		expect(sealed).not.toContain('secret');
		expect(SecretBox.inFolder(folder).open(sealed)).toBe('a secret');
		expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
	});

	it('opens nothing with another key, and nothing that was changed', () => {
		const sealed = SecretBox.inFolder(newFolder()).seal('a secret');
		expect(() => SecretBox.inFolder(newFolder()).open(sealed)).toThrow();
	});
});

describe('DiskImageStore', () => {
	it('keeps bytes under their sha256, the same ones once', async () => {
		const store = new DiskImageStore(newFolder());
		const sha256 = await store.save(Buffer.from('bytes'));
		expect(await store.save(Buffer.from('bytes'))).toBe(sha256);
		expect((await store.load(sha256)).toString()).toBe('bytes');
		await store.remove(sha256);
		await expect(store.load(sha256)).rejects.toMatchObject({ code: 'not_found' });
	});

	it('says that there is no room before anything is bought', async () => {
		const store = new DiskImageStore(newFolder());
		await store.requireRoom(1);
		await expect(store.requireRoom(Number.MAX_SAFE_INTEGER)).rejects.toThrow(LimnerError);
		await expect(store.requireRoom(Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'disk_full' });
	});
});
