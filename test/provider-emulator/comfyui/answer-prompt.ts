import { randomUUID } from 'node:crypto';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatorState } from '../emulator-state.ts';
import type { Exchange } from '../exchange.ts';
import { readImageRequest } from '../openai/read-image-request.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { beginExecution } from './execution.ts';
import { promptSchema, refuseWorkflow } from './validate-workflow.ts';

/** Names under which nodes find what was uploaded. */
const uploaded = new WeakMap<EmulatorState, Set<string>>();

function uploadsOf(state: EmulatorState): Set<string> {
	const names = uploaded.get(state) ?? new Set<string>();
	uploaded.set(state, names);
	return names;
}

/** POST /upload/image: a form with the file `image`, `subfolder`, `type` and `overwrite`. */
export async function answerUpload(exchange: Exchange): Promise<void> {
	const parts = await readImageRequest(exchange.request.get('content-type') ?? '', exchange.bytes);
	const [file] = parts?.files ?? [];
	if (!parts || file?.field !== 'image' || file.name === '') return exchange.sendText(400, 'text', '');
	exchange.recorded.body = parts.body;
	exchange.recorded.files = parts.files ?? [];
	const subfolder = String(parts.body['subfolder'] ?? '');
	uploadsOf(exchange.state).add(subfolder === '' ? file.name : `${subfolder}/${file.name}`);
	exchange.sendJson(200, { name: file.name, subfolder, type: String(parts.body['type'] ?? 'input') });
}

/** POST /prompt: queues a workflow. */
export async function answerPrompt(exchange: Exchange): Promise<void> {
	const body: unknown = JSON.parse(exchange.bytes.toString('utf8') || 'null');
	if (typeof body === 'object' && body !== null) exchange.recorded.body = { ...body };
	const parsed = promptSchema.safeParse(body);
	if (!parsed.success) {
		const details = parsed.error.issues
			.map(({ path, message }) => `${path.join('.')}: ${message}`)
			.join('; ');
		const error = { type: 'no_prompt', message: 'No prompt provided', details, extra_info: {} };
		return exchange.sendJson(400, { error, node_errors: {} });
	}
	const { prompt: workflow, client_id: clientId, prompt_id: promptId, extra_data: extra } = parsed.data;
	const refusal = refuseWorkflow(workflow, uploadsOf(exchange.state));
	if (refusal) return exchange.sendJson(400, refusal);
	const words = JSON.stringify(workflow);
	await carryOut(
		exchange,
		{ model: 'workflow', prompt: words, cost: 0 },
		{
			isTask: true,
			refuse,
			answer: (scenario) => {
				const id = promptId ?? randomUUID();
				const task = exchange.state.tasks.begin({
					provider: 'comfyui',
					model: 'workflow',
					prompt: words,
					...sizeOf(workflow),
					count: 1,
					cost: 0,
					scenario,
				});
				const previews = !['none', undefined].includes(extra?.preview_method);
				beginExecution(exchange.state, id, {
					task,
					clientId: clientId ?? '',
					workflow: Object.fromEntries(
						Object.entries(workflow).map(([key, node]) => [key, { class_type: node.class_type ?? '' }]),
					),
					previews,
					deleted: false,
				});
				return { status: 200, body: { prompt_id: id, number: 1, node_errors: {} } };
			},
		},
	);
}

function sizeOf(workflow: Record<string, { inputs: Record<string, unknown> }>): {
	width: number;
	height: number;
} {
	const sized = Object.values(workflow).find(({ inputs }) => typeof inputs['width'] === 'number');
	return { width: Number(sized?.inputs['width'] ?? 512), height: Number(sized?.inputs['height'] ?? 512) };
}

/** ComfyUI itself knows neither passwords nor limits: those come from what stands in front of it. */
function refuse({ name }: ActiveScenario): WireAnswer {
	switch (name) {
		case 'key_wrong':
			return { status: 401, body: { detail: 'Authorization required' } };
		case 'rate_limited_seconds':
		case 'rate_limited_date':
		case 'rate_limited_ms':
			return { status: 429, body: { detail: 'Too many requests' } };
		case 'overloaded':
			return { status: 503, body: { detail: 'No upstream is free' } };
		default:
			return { status: 500, body: { detail: 'Server got itself in trouble' } };
	}
}
