import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Axis, Line, Plot } from './section.ts';

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const WIDTH = 720;
const HEIGHT = 400;

/** A plot as an SVG document. */
export function draw({ title, x, y, lines }: Plot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: { text: title, left: 'center', textStyle: { fontSize: 15 } },
    legend: { bottom: 0, itemWidth: 40, itemGap: 40 },
    grid: { left: 70, right: 30, top: 50, bottom: 90 },
    xAxis: { ...axis(x), nameGap: 30 },
    yAxis: { ...axis(y), nameGap: 45 },
    series: lines.map(series),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function axis({ name, log }: Axis) {
  return {
    type: log ? ('log' as const) : ('value' as const),
    name,
    nameLocation: 'middle' as const,
  };
}

function series({ name, isBound, points }: Line) {
  return {
    type: 'line' as const,
    name,
    data: points.map(([x, y]) => [x, y]),
    silent: true,
    lineStyle: { type: isBound ? ('dashed' as const) : ('solid' as const) },
    symbol: isBound ? 'none' : 'circle',
    symbolSize: 7,
  };
}
