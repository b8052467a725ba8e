import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface ProcessFacts {
	parent: number;
	seconds: number;
}

/**
 * Processor seconds that a process, everything it has started and everything of that which has ended have used.
 * Null where the system has no /proc.
 */
export function cpuSeconds(pid: number): number | null {
	const processes = readProcesses();
	if (processes === null) return null;
	const family = new Set([pid]);
	for (let found = true; found;) {
		found = false;
		for (const [id, { parent }] of processes) {
			if (!family.has(id) && family.has(parent)) {
				family.add(id);
				found = true;
			}
		}
	}
	return [...family].reduce((sum, id) => sum + (processes.get(id)?.seconds ?? 0), 0);
}

function readProcesses(): Map<number, ProcessFacts> | null {
	let names: string[];
	try {
		names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	} catch {
		return null;
	}
	const processes = new Map<number, ProcessFacts>();
	for (const name of names) {
		const facts = readProcess(name);
		if (facts) processes.set(Number(name), facts);
	}
	return processes;
}

/** Undefined for a process that has ended meanwhile. */
function readProcess(name: string): ProcessFacts | undefined {
	let text: string;
	try {
		text = readFileSync(`/proc/${name}/stat`, 'utf8');
	} catch {
		return undefined;
	}
	// A command's name may hold spaces and brackets, so the fields are counted from the last bracket.
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
	return { parent: Number(fields[1]), seconds: ticks / TICKS_PER_SECOND };
}
