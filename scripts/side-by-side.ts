/** Where one of several commands prints to. */
export type Print = (chunk: string | Uint8Array) => void;

/**
 * One terminal for two lines of commands that run at once: the first line is shown as it goes, the output of a command
 * in the second one as a whole when it has ended, or as it goes once the first line is through.
 */
export class SideBySide {
	private readonly show: Print;
	private readonly headings = new Set<string>();
	private shown = '';
	private isFirstThrough = false;
	private kept: { heading: string; chunks: (string | Uint8Array)[] } = { heading: '', chunks: [] };

	constructor(show: Print) {
		this.show = show;
	}

	/** In the first line. */
	first(heading: string): Print {
		return (chunk) => this.print(heading, chunk);
	}

	/** In the second line, which holds one command at a time; `end` is for when that has ended. */
	second(heading: string): { print: Print; end: () => void } {
		this.kept = { heading, chunks: [] };
		return {
			print: (chunk) => {
				this.kept.chunks.push(chunk);
				if (this.isFirstThrough) this.showKept();
			},
			end: () => this.showKept(),
		};
	}

	firstIsThrough(): void {
		this.isFirstThrough = true;
		this.showKept();
	}

	private showKept(): void {
		for (const chunk of this.kept.chunks.splice(0)) this.print(this.kept.heading, chunk);
	}

	private print(heading: string, chunk: string | Uint8Array): void {
		if (heading !== this.shown) {
			this.show(`\n== ${heading}${this.headings.has(heading) ? ', continued' : ''} ==\n`);
			this.headings.add(heading);
			this.shown = heading;
		}
		this.show(chunk);
	}
}
