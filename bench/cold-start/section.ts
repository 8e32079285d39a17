import { median, quantile, round } from '../numbers.ts';
import { openWorkshop, type Workshop } from '../process/build.ts';
import type { Probed } from '../process/probe.ts';
import type { Plan, Section, Table } from '../section.ts';
import { contents } from './contents.ts';
import { coldStarts, LOOK_AND_TELL, type Measured, peakMemory, REPLICATE } from './measure.ts';
import { BARE, buildTrials, buildVariants, FLOOR, PRODUCT, type Variant } from './variants.ts';

/** Starts fresh processes with the function's bundle, beside the least that it could be. */
export async function coldStart({ quick, say }: Plan): Promise<Section> {
  const workshop = await openWorkshop();
  try {
    const { path: probe } = await workshop.bundle('bench/process/probe.ts', 'probe.mjs');
    const variants = await buildVariants(workshop);
    const floor = named(variants, FLOOR);
    const product = named(variants, PRODUCT);
    const rounds = quick ? 7 : 60;
    say(`cold start: ${rounds} rounds of ${variants.length} processes`);
    const measured = await coldStarts(variants, probe, rounds);
    const trials = quick ? [] : await measureTrials(workshop, product, probe, rounds / 2, say);
    const memoryRounds = quick ? 3 : 9;
    say(`cold start: memory, ${memoryRounds} times 2 processes`);
    const memory =
      (await peakMemory(product, REPLICATE, probe, memoryRounds)) /
      (await peakMemory(floor, LOOK_AND_TELL, probe, memoryRounds));
    const times = ratios(named(measured, PRODUCT), named(measured, FLOOR));
    return {
      title: 'Cold start',
      goals: [
        { what: 'import and first call, times the floor', limit: 1.1, measured: times.first },
        {
          what: 'size of the bundle, times the floor',
          limit: 1.15,
          measured: round(product.bundle.bytes / floor.bundle.bytes),
          note: 'out of reach: the floor with logs and metrics alone has 1.16',
        },
        {
          what: 'peak memory with one image and 8 regions, times the floor',
          limit: 1.15,
          measured: round(memory),
        },
      ],
      tables: [
        comparison('Fresh processes', measured, named(measured, FLOOR), named(measured, BARE)),
        contents(product.bundle, floor.bundle),
        ...trials,
      ],
      plots: [],
    };
  } finally {
    await workshop.remove();
  }
}

async function measureTrials(
  workshop: Workshop,
  product: Variant,
  probe: string,
  rounds: number,
  say: Plan['say'],
): Promise<Table[]> {
  const trials = [product, ...(await buildTrials(workshop))];
  say(`cold start: other ways to build, ${rounds} rounds of ${trials.length} processes`);
  const measured = await coldStarts(trials, probe, rounds);
  const reference = named(measured, PRODUCT);
  return [comparison('The same function, built in other ways', measured, reference)];
}

/** How one variant's times relate to another's. What else the machine does only ever adds: so the fast runs count. */
function ratios(measured: Measured, reference: Measured) {
  const of = (time: (probed: Probed) => number, share: number) =>
    round(quantile(measured.probes.map(time), share) / quantile(reference.probes.map(time), share));
  return {
    imported: of(({ booted, imported }) => imported.at - booted.at, 0.25),
    first: of(({ booted, imported, called: [first = imported] }) => first.at - booted.at, 0.25),
    cpu: of(({ booted, imported, called: [first = imported] }) => first.cpu - booted.cpu, 0.5),
  };
}

function comparison(
  caption: string,
  all: readonly Measured[],
  reference: Measured,
  bare?: Measured,
): Table {
  const whole = ({ probes }: Measured) => median(probes.map(({ called }) => called[0]?.at ?? 0));
  return {
    caption: `${caption}, times ${reference.name.replace(/:.*/, '')}`,
    columns: [
      ...['', 'bundle, kB', 'size', 'import', 'import and first call', 'processor time'],
      ...(bare ? ['whole process, times bare Node'] : []),
    ],
    rows: all.map((measured) => {
      const { imported, first, cpu } = ratios(measured, reference);
      const { bytes } = measured.bundle;
      return [
        ...[measured.name, round(bytes / 1000), round(bytes / reference.bundle.bytes)],
        ...[imported, first, cpu],
        ...(bare ? [round(whole(measured) / whole(bare))] : []),
      ];
    }),
  };
}

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((each) => each.name === name);
  if (!found) throw new Error(`there is no variant '${name}'`);
  return found;
}
