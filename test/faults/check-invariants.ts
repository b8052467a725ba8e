import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { FaultChain } from './fault-chain.ts';

interface LedgerCall {
	key: string;
	attempt_id: string;
	operation: string;
	state: string;
	bytes_sha256: string | null;
}

interface LibraryFile {
	attempt: string;
	rendition: string;
	/** Of the full file and of every size, below wp-content/uploads. */
	files: string[];
}

/**
 * What must hold after whatever happened, seen by three observers that know nothing of each other: the provider's own
 * list of charges, the ledger on disk, and the media library.
 */
export async function checkInvariants(chain: FaultChain, postId: number): Promise<void> {
	const calls = readLedger<LedgerCall>(
		chain,
		`SELECT * FROM calls WHERE post_id = ${postId} ORDER BY created_at`,
	);
	expectNothingBoughtTwice(chain, calls);
	expectStoredBytes(chain, calls);
	await expectNothingTwiceInTheLibrary(chain, postId);
}

/** Read beside the running sidecar: it is the truth that the product promises. */
export function readLedger<Row>(chain: FaultChain, sql: string): Row[] {
	const ledger = new DatabaseSync(join(chain.sidecar.dataFolder, 'ledger.sqlite'), { readOnly: true });
	try {
		return ledger.prepare(sql).all() as Row[];
	} finally {
		ledger.close();
	}
}

function expectNothingBoughtTwice(chain: FaultChain, calls: LedgerCall[]): void {
	const paid = calls.filter(
		({ state }) => state === 'stored' || state === 'in_doubt' || state === 'cancelled',
	);
	const requests = chain.emulator.requests().map(({ headers }) => headers['x-client-request-id']);
	expect(new Set(requests).size, 'one request a call key').toBe(requests.length);
	for (const key of requests) expect(calls.map((call) => call.key)).toContain(key);
	expect(chain.emulator.charges().length, 'no charge without a call').toBeLessThanOrEqual(paid.length);
	const bought = calls
		.filter(({ state }) => state === 'stored')
		.map((call) => `${call.attempt_id} ${call.operation}`);
	expect(new Set(bought).size, 'an image is stored once').toBe(bought.length);
}

function expectStoredBytes(chain: FaultChain, calls: LedgerCall[]): void {
	for (const { bytes_sha256, state } of calls) {
		if (state !== 'stored') continue;
		const file = join(
			chain.sidecar.dataFolder,
			'images',
			bytes_sha256?.slice(0, 2) ?? '',
			bytes_sha256 ?? '',
		);
		expect(existsSync(file), `the bytes of a stored call: ${file}`).toBe(true);
	}
}

async function expectNothingTwiceInTheLibrary(chain: FaultChain, postId: number): Promise<void> {
	const found = await library(chain, postId);
	const keys = found.map(({ attempt, rendition }) => `${attempt} ${rendition}`);
	expect(new Set(keys).size, 'an image is in the library once').toBe(keys.length);
	for (const { files } of found) {
		for (const file of files) {
			const path = join(chain.wordpress.contentDir, 'uploads', file);
			expect(existsSync(path) && statSync(path).size > 0, `a whole file: ${file}`).toBe(true);
		}
	}
}

/** Every attachment that Limner made for a post. */
export async function library(chain: FaultChain, postId: number): Promise<LibraryFile[]> {
	return chain.wordpress.runPhp<LibraryFile[]>(`
		$found = array();
		$ids   = get_posts( array(
			'post_type'   => 'attachment',
			'post_status' => 'any',
			'post_parent' => ${postId},
			'numberposts' => -1,
			'fields'      => 'ids',
			'meta_key'    => '_limner_attempt',
		) );
		foreach ( $ids as $id ) {
			$metadata = wp_get_attachment_metadata( $id );
			$files    = array( $metadata['file'] );
			foreach ( $metadata['sizes'] ?? array() as $size ) {
				$files[] = dirname( $metadata['file'] ) . '/' . $size['file'];
			}
			$found[] = array(
				'attempt'   => get_post_meta( $id, '_limner_attempt', true ),
				'rendition' => get_post_meta( $id, '_limner_rendition', true ),
				'files'     => $files,
			);
		}
		return $found;
	`);
}
