/** Lets those who name the same thing do one after the other what would otherwise only get in each other's way. */
export class OneAtATime {
	private readonly last = new Map<string, Promise<void>>();

	async run<T>(name: string, work: () => Promise<T>): Promise<T> {
		const before = this.last.get(name);
		const { promise, resolve } = Promise.withResolvers<void>();
		this.last.set(name, promise);
		await before;
		try {
			return await work();
		} finally {
			if (this.last.get(name) === promise) this.last.delete(name);
			resolve();
		}
	}
}
