import type { OfferedProvider } from '../providers/offered-providers.ts';
import type { Look } from './cause.ts';
import type { AlertFacts } from './describe-alert.ts';

/** After a start nothing is known of a provider, so what failed before counts as failing until an image comes. */
export function lookAtProviders(providers: Iterable<OfferedProvider>): Look {
	const seen = [...providers].map((offered) => ({
		key: `provider_failing ${offered.name}`,
		report: offered.health.report(),
		offered,
	}));
	return {
		causes: seen
			.filter(({ report }) => report.state === 'down')
			.map(({ key, report, offered }) => ({
				key,
				kind: 'provider_failing',
				facts: factsOf(offered, report.lastError),
				lastSignAt: report.lastAt,
			})),
		endOf: ({ cause }) => {
			const one = seen.find(({ key }) => key === cause);
			return one?.report.state === 'working' ? factsOf(one.offered, null) : null;
		},
	};
}

function factsOf(
	{ name, title }: OfferedProvider,
	error_code: NonNullable<AlertFacts['provider']>['error_code'],
): AlertFacts {
	return { title, provider: { name, error_code }, budget: null };
}
