/* Starts fresh processes with the function's bundle, beside the least that it could be. */
import { round } from '../numbers.ts';
import { openWorkshop } from '../process/build.ts';
import { goal, type Plan, type Section } from '../section.ts';
import { coldStarts, LOOK_AND_PUBLISH, peakMemory, REPLICATE, ratios } from './measure.ts';

export async function coldStart({ quick, say }: Plan): Promise<Section> {
  const workshop = await openWorkshop();
  try {
    const { path: probe } = await workshop.bundle('bench/process/probe.ts', 'probe.mjs');
    const bundles = [
      await workshop.bundle('bench/cold-start/floor.ts', 'floor.mjs'),
      await workshop.bundle('bench/cold-start/floor-observed.ts', 'floor-observed.mjs'),
      await workshop.bundle('handlers/replicate.ts', 'product.mjs'),
      await workshop.bundleByDefault('bench/cold-start/floor.ts', 'floor.cjs'),
    ];
    const rounds = quick ? 5 : 60;
    say(`cold start: ${rounds} rounds of ${bundles.length} processes`);
    const [floor, observed, product, byDefault] = await coldStarts(bundles, probe, rounds);
    if (!floor || !observed || !product || !byDefault) throw new Error('a bundle was not measured');
    const memoryRounds = quick ? 1 : 9;
    say(`cold start: memory, ${memoryRounds} times 2 processes`);
    const memory =
      (await peakMemory(product, REPLICATE, probe, memoryRounds)) /
      (await peakMemory(floor, LOOK_AND_PUBLISH, probe, memoryRounds));
    const { size, first } = ratios(product, floor);
    const rows = [
      { name: 'floor: middy and the AppStream and SNS clients', measured: floor },
      { name: 'floor with Powertools logger and metrics', measured: observed },
      { name: 'the function', measured: product },
      { name: 'floor, bundled as serverless-esbuild does by default', measured: byDefault },
    ].map(({ name, measured }) => {
      const { size, imported, first, cpu } = ratios(measured, floor);
      return [name, round(measured.bytes / 1000), size, imported, first, cpu];
    });
    return {
      title: 'Cold start',
      goals: [
        goal('import and first event, of an untagged image, times the floor', 1, first),
        goal('size of what is loaded at the start, times the floor', 1.15, size),
        goal('peak memory with one image and 8 regions, times the floor', 1.15, round(memory)),
      ],
      tables: [
        {
          caption: 'Fresh processes, times the floor',
          columns: ['', 'loaded, kB', 'size', 'import', 'import and first event', 'processor time'],
          rows,
        },
      ],
    };
  } finally {
    await workshop.remove();
  }
}
