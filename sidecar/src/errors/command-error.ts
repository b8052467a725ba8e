/** Ways in which a command can fail before the engine is asked for anything. */
export type CommandErrorCode =
	| 'article_missing'
	| 'article_unreadable'
	| 'article_kind_unknown'
	| 'folder_not_writable'
	| 'data_folder_unusable'
	| 'data_folder_of_a_sidecar'
	| 'would_overwrite'
	| 'confirmation_missing'
	| 'comparison_unreadable'
	| 'image_file_missing'
	| 'image_file_unreadable'
	| 'sheet_not_drawn'
	| 'ledger_missing';

/** What the person at the command line asked for cannot be done; nothing was spent. */
export class CommandError extends Error {
	readonly code: CommandErrorCode;
	/** The option, file or folder that is meant. */
	readonly subject: string;

	constructor(code: CommandErrorCode, subject: string, cause?: string) {
		super(cause ?? code);
		this.name = 'CommandError';
		this.code = code;
		this.subject = subject;
	}
}
