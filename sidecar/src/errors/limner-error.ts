import { ERROR_CODES, type ErrorCode, type ErrorInfo } from '@limner/shared/contracts/error-code';
import type { ReachedBudget } from '@limner/shared/contracts/limit';

export interface LimnerErrorDetails {
	/** Short and technical: for the log and for the person's "details", never the sentence itself. */
	cause?: string;
	/** Overrides the code's usual retryability where this one occurrence is known to differ. */
	retryable?: boolean;
	charged?: ErrorInfo['charged'];
	/** The field, setting, provider, model or limit that is meant. */
	subject?: string;
	/** Micro-dollars, images, seconds or bytes, by the code. */
	amount?: number;
	/** Whose limit was reached, and when it begins anew. */
	budget?: ReachedBudget;
	/** Seconds after which the same request may be made again, where the other side said so. */
	retryAfterSeconds?: number;
	/** The error this one stands for; kept for the log. */
	origin?: unknown;
}

/** The one error of the sidecar: a closed code with retryability and cause. */
export class LimnerError extends Error {
	readonly code: ErrorCode;
	readonly retryable: boolean;
	readonly charged: ErrorInfo['charged'];
	readonly subject: string;
	readonly amount: number | null;
	readonly budget: ReachedBudget | undefined;
	readonly retryAfterSeconds: number | null;

	constructor(code: ErrorCode, details: LimnerErrorDetails = {}) {
		super(details.cause ?? code, { cause: details.origin });
		this.name = 'LimnerError';
		this.code = code;
		this.retryable = details.retryable ?? ERROR_CODES[code].retryable;
		this.charged = details.charged ?? 'no';
		this.subject = details.subject ?? '';
		this.amount = details.amount ?? null;
		this.budget = details.budget;
		this.retryAfterSeconds = details.retryAfterSeconds ?? null;
	}

	get status(): number {
		return ERROR_CODES[this.code].status;
	}

	toInfo(): ErrorInfo {
		return {
			code: this.code,
			retryable: this.retryable,
			cause: this.message.slice(0, 1000),
			charged: this.charged,
			subject: this.subject.slice(0, 300),
			amount: this.amount,
			...(this.budget ? { budget: this.budget } : {}),
		};
	}
}
