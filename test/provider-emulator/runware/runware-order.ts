import { isUuid, RUNWARE_MODELS } from './runware-fields.ts';

export interface RunwareOrder {
	taskType: string;
	taskUUID: string;
	model: string;
	prompt: string;
	width: number;
	height: number;
	count: number;
	/** US dollars. */
	cost: number;
	includeCost: boolean;
	/** The answer waits for the image. */
	isSync: boolean;
}

export interface RunwareError {
	code: string;
	message: string;
	parameter?: string;
	taskType?: string;
	taskUUID?: string;
}

export function isError(order: RunwareOrder | RunwareError): order is RunwareError {
	return 'code' in order;
}

/** Where a task names no size: that of what it starts from, which the emulator does not look into. */
const OWN_SIZE = { width: 1280, height: 960 };
const MEGAPIXEL = 1024 * 1024;

/** One task that makes an image. */
export function readRunwareOrder(task: Record<string, unknown>): RunwareOrder | RunwareError {
	const refuse = (code: string, parameter: string): RunwareError => ({
		code,
		message: `Invalid value for '${parameter}' parameter.`,
		parameter,
		taskType: String(task['taskType']),
		taskUUID: String(task['taskUUID']),
	});
	if (!isUuid(task['taskUUID'])) return refuse('invalidTaskUUID', 'taskUUID');
	const model = RUNWARE_MODELS[String(task['model'])];
	if (!model) return refuse('invalidModel', 'model');
	if (task['taskType'] !== model.taskType) return refuse('invalidTaskType', 'taskType');
	const missing = model.required.find((name) => task[name] === undefined);
	if (missing) return refuse('missingParameter', missing);
	for (const [name, value] of Object.entries(task)) {
		const check = model.fields[name];
		if (!check) return refuse('unsupportedParameter', name);
		if (!check(value)) return refuse('invalidParameter', name);
	}
	const width = Number(task['width'] ?? OWN_SIZE.width);
	const height = Number(task['height'] ?? OWN_SIZE.height);
	const dollars =
		'each' in model.dollars ? model.dollars.each : (model.dollars.atMegapixel * width * height) / MEGAPIXEL;
	return {
		taskType: model.taskType,
		taskUUID: String(task['taskUUID']),
		model: String(task['model']),
		prompt: String(task['positivePrompt'] ?? ''),
		width,
		height,
		count: Number(task['numberResults'] ?? 1),
		cost: Math.round(dollars * 1e6) / 1e6,
		includeCost: task['includeCost'] === true,
		isSync: (task['deliveryMethod'] ?? 'sync') === 'sync',
	};
}
