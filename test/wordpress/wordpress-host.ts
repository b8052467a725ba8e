/** What a host (Playground, native PHP) is told; plain data, as it crosses a process border. */
export interface HostOrder {
	host: 'playground' | 'native';
	/** WordPress's files; the web root. */
	siteFolder: string;
	/** The folder that holds the site's folder and whatever else the host keeps (a database). */
	dataFolder: string;
	/** Whether the data folder is removed when the host ends. */
	isTemporary: boolean;
	/** Where the host's database listens, if it has a server of its own. */
	databaseSocket: string;
	pluginFolder: string | undefined;
	url: string;
	port: number;
	workers: number;
	/** PHP, without its opening tag, that turns a loaded WordPress into the wanted site. */
	configuration: string;
}

/** Ends a host that was started. */
export type StopHost = () => Promise<void>;

/** What the process that runs a host says once. */
export interface HostReport {
	kind: 'ready' | 'failed';
	text: string;
}
