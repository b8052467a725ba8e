/** A setting that cannot be used: its name, and what to do. */
export class SettingError extends Error {
	constructor(setting: string, advice: string) {
		super(`${setting}: ${advice}`);
		this.name = 'SettingError';
	}
}
