/*
 * Draws the charts of the report from the numbers in the page. All text comes from data of the
 * user: tooltips are drawn as text (richText), never as HTML.
 */
(function () {
  'use strict';

  const numbers = JSON.parse(document.getElementById('numbers').textContent);
  const INK = '#1c2731', SOFT = '#55626e', LINE = '#dde3e8';
  const SIDES = {
    before: { name: 'before', colour: '#d55e00', wash: '#f7d9c2', light: '#f0b98f' },
    after: { name: 'after', colour: '#0072b2', wash: '#c6dfef', light: '#8fc0e0' }
  };
  // Okabe and Ito's colours, with a shape each: either alone tells the sites apart.
  const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#8a7a00'];
  const SHAPES = ['circle', 'triangle', 'rect', 'diamond', 'emptyCircle', 'emptyTriangle', 'emptyRect', 'emptyDiamond'];
  const DIVERGING = ['#08519c', '#4a90c2', '#a6cbe3', '#ffffff', '#f4b48f', '#d9642c', '#932b05'];
  const VIRIDIS = ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151', '#fde725'];
  const MANY_SITES = 24;

  // ---- words and scales ----------------------------------------------------------------------

  function text(value) {
    if (value === null || value === undefined || Number.isNaN(value)) return '–';
    if (value === 0) return '0';
    const size = Math.abs(value);
    const digits = size >= 1e6 || size < 1e-3 ? value.toExponential(1)
      : size >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
    return digits.replace('-', '−');
  }

  function percent(value) {
    return value === null ? '–' : Number((100 * value).toPrecision(3)) + ' %';
  }

  function shortened(label) {
    const letters = Array.from(label);
    return letters.length > 16 ? letters.slice(0, 15).join('') + '…' : label;
  }

  /** A domain with round ends around some values. */
  function domain(values) {
    const known = values.filter(Number.isFinite);
    if (known.length === 0) return { min: 0, max: 1, step: 0.5 };
    let low = known[0], high = known[0];
    for (const value of known) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low === high) {
      low -= 0.5;
      high += 0.5;
    }
    const rough = (high - low) / 5;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 2.5, 5, 10].map(f => f * power).find(s => s >= rough);
    return { min: Math.floor(low / step) * step, max: Math.ceil(high / step) * step, step };
  }

  function valueAxis(range, more) {
    return Object.assign({
      type: 'value', min: range.min, max: range.max, interval: range.step,
      axisLabel: { formatter: text, color: SOFT, hideOverlap: true },
      axisLine: { show: false }, axisTick: { show: false },
      splitLine: { lineStyle: { color: LINE } }, nameTextStyle: { color: SOFT }
    }, more);
  }

  function tooltip(formatter) {
    return {
      renderMode: 'richText', confine: true, formatter, transitionDuration: 0,
      backgroundColor: '#fff', borderColor: '#9aa6b1', textStyle: { color: INK, fontSize: 13 }
    };
  }

  /** The value below which a share of them lies. */
  function quantile(values, share) {
    const sorted = values.slice().sort((a, b) => a - b);
    return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  // ---- charts: each takes its element and gives ECharts' option ------------------------------

  function boxes(element) {
    const plot = numbers.residuals[Number(element.dataset.index)];
    const side = SIDES[element.dataset.side];
    const rows = plot.boxes[element.dataset.side];
    const range = boxRange(plot);
    const many = numbers.sites.length > MANY_SITES;
    if (many) element.style.minWidth = numbers.sites.length * 4.6 + 60 + 'px';
    const outliers = [];
    rows.forEach((box, site) => {
      for (const value of box ? box.outliers : []) {
        const kept = Math.max(range.min, Math.min(range.max, value));
        outliers.push({ value: [site, kept], symbol: kept === value ? 'circle' : 'triangle', symbolRotate: value < kept ? 180 : 0, far: value });
      }
    });
    return {
      canvas: numbers.sites.length > 60,
      grid: { left: 8, right: 12, top: 26, bottom: many ? 30 : 8, containLabel: true },
      tooltip: tooltip(at => at.seriesType === 'boxplot' ? boxText(at.dataIndex, rows[at.dataIndex])
        : numbers.sites[at.value[0]] + ': ' + text(at.data.far)),
      xAxis: {
        type: 'category', data: numbers.sites,
        axisLabel: { show: !many, interval: 0, rotate: numbers.sites.length > 6 ? 45 : 0, formatter: shortened, color: SOFT },
        axisTick: { show: false }, axisLine: { lineStyle: { color: '#9aa6b1' }, onZero: false },
        name: many ? numbers.sites.length + ' sites, in the order of the table' : '',
        nameLocation: 'middle', nameGap: 12, nameTextStyle: { color: SOFT }
      },
      yAxis: valueAxis(range, { name: shortUnit(plot.unit), nameTextStyle: { color: SOFT, align: 'left', padding: [0, 0, 0, -20] } }),
      series: [{
        type: 'boxplot', boxWidth: [2, 26],
        data: rows.map(box => box && box.median !== null ? [box.low, box.q1, box.median, box.q3, box.high] : '-'),
        itemStyle: many ? { color: side.colour, borderColor: side.light, borderWidth: 1 } : { color: side.wash, borderColor: side.colour, borderWidth: 1.4 },
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: INK, type: 'solid', width: 1 }, data: [{ yAxis: 0 }] }
      }, {
        type: 'scatter', symbolSize: many ? 2.5 : 4, data: outliers,
        itemStyle: { color: side.colour, opacity: 0.55 }
      }]
    };
  }

  /** One range for before and after; a wild outlier doesn't flatten the boxes. */
  function boxRange(plot) {
    const whiskers = [0], outliers = [];
    for (const side of ['before', 'after']) {
      for (const box of plot.boxes[side] || []) {
        if (!box) continue;
        whiskers.push(box.low, box.high);
        outliers.push(...box.outliers);
      }
    }
    const known = whiskers.filter(Number.isFinite);
    const low = known.reduce((a, b) => Math.min(a, b)), high = known.reduce((a, b) => Math.max(a, b));
    const room = 0.25 * (high - low);
    return domain(known.concat(outliers.map(v => Math.max(low - room, Math.min(high + room, v)))));
  }

  function boxText(site, box) {
    return numbers.sites[site] + '\nmedian ' + text(box.median) + '\nquartiles ' + text(box.q1) + ' to ' + text(box.q3)
      + '\nwhiskers ' + text(box.low) + ' to ' + text(box.high);
  }

  function shortUnit(unit) {
    return Array.from(unit).length > 40 ? Array.from(unit).slice(0, 39).join('') + '…' : unit;
  }

  function heat(element) {
    const rows = numbers.heatMap[element.dataset.field];
    const columns = numbers.heatMap.columns;
    const sites = numbers.sites.length;
    const rowHeight = Math.max(4, Math.min(26, 720 / sites));
    element.style.height = Math.round(sites * rowHeight + 110) + 'px';
    const sizes = rows.flat().filter(Number.isFinite).map(Math.abs);
    const most = quantile(sizes, 0.98) || 1;
    const cells = [];
    rows.forEach((row, site) => row.forEach((value, column) => {
      if (value !== null) cells.push([column, site, Math.max(-most, Math.min(most, value)), value]);
    }));
    return {
      canvas: cells.length > 2500,
      grid: { left: 8, right: 12, top: 44, bottom: 26, containLabel: true, show: true, backgroundColor: '#c9cfd4', borderColor: LINE },
      tooltip: tooltip(at => numbers.sites[at.value[1]] + '\n' + columns[at.value[0]] + '\n' + text(at.value[3])),
      xAxis: {
        type: 'category', data: columns, axisTick: { show: false }, axisLine: { show: false },
        axisLabel: { formatter: shortened, color: SOFT, rotate: columns.length > 12 && columns.length <= 40 ? 45 : 0, hideOverlap: true }
      },
      yAxis: {
        type: 'category', data: numbers.sites, inverse: true, axisTick: { show: false }, axisLine: { show: false },
        axisLabel: { formatter: shortened, color: SOFT, hideOverlap: true, interval: sites > 45 ? 'auto' : 0 }
      },
      visualMap: {
        type: 'continuous', min: -most, max: most, dimension: 2, orient: 'horizontal', left: 'center', top: 0,
        calculable: false, itemWidth: 10, itemHeight: element.clientWidth < 520 ? 90 : 180, inRange: { color: DIVERGING },
        text: [text(most) + ' and more', text(-most) + ' and less'], textStyle: { color: SOFT }
      },
      series: [{ type: 'heatmap', data: cells, progressive: 0, emphasis: { disabled: true }, itemStyle: rowHeight > 10 && columns.length < 80 ? { borderWidth: 0.5, borderColor: '#fff' } : {} }]
    };
  }

  function components(element) {
    const side = element.dataset.side;
    const found = numbers.components[side];
    const both = ['before', 'after'].filter(s => numbers.components[s]).flatMap(s => numbers.components[s].scores);
    const x = domain(both.map(s => s.first)), y = domain(both.map(s => s.second));
    const few = numbers.sites.length <= COLOURS.length;
    return {
      grid: { left: 26, right: 14, top: few ? 64 : 16, bottom: 30, containLabel: true },
      legend: few ? { type: 'plain', top: 0, left: 0, itemWidth: 10, itemHeight: 10, itemGap: 9, formatter: shortened, textStyle: { color: SOFT, fontSize: 12 }, tooltip: { show: false } } : undefined,
      tooltip: tooltip(at => at.data.site === undefined ? '' : numbers.sites[at.data.site] + (at.data.mean ? ', mean' : '')),
      xAxis: valueAxis(x, { name: 'component 1, ' + percent(found.share[0]) + ' of variance', nameLocation: 'middle', nameGap: 26 }),
      yAxis: valueAxis(y, { name: 'component 2, ' + percent(found.share[1]), nameLocation: 'middle', nameGap: 34 }),
      series: few ? sitesApart(found.scores) : sitesByMeans(found.scores, SIDES[side])
    };
  }

  function sitesApart(scores) {
    return numbers.sites.map((name, site) => ({
      type: 'scatter', name, symbol: SHAPES[site], symbolSize: 7,
      itemStyle: { color: COLOURS[site], opacity: 0.75 },
      data: scores.filter(s => s.site === site).map(s => ({ value: [s.first, s.second], site }))
    }));
  }

  function sitesByMeans(scores, side) {
    const sums = numbers.sites.map(() => [0, 0, 0]);
    for (const s of scores) {
      sums[s.site][0] += 1;
      sums[s.site][1] += s.first;
      sums[s.site][2] += s.second;
    }
    const means = sums.map((s, site) => ({ site, mean: true, value: [s[1] / s[0], s[2] / s[0]], n: s[0] })).filter(m => m.n > 0);
    const far = means.slice().sort((a, b) => Math.hypot(...b.value) - Math.hypot(...a.value)).slice(0, 5);
    for (const mean of far) {
      mean.label = { show: true, position: 'right', formatter: () => shortened(numbers.sites[mean.site]), color: INK, fontSize: 11, textBorderColor: '#fff', textBorderWidth: 2 };
    }
    return [
      { type: 'scatter', symbolSize: 4, silent: false, itemStyle: { color: '#9aa6b1', opacity: 0.45 }, data: scores.map(s => ({ value: [s.first, s.second], site: s.site })) },
      { type: 'scatter', symbol: 'diamond', symbolSize: 10, z: 3, itemStyle: { color: side.colour, borderColor: '#fff', borderWidth: 1 }, data: means, labelLayout: { hideOverlap: true } }
    ];
  }

  function classifiers(element) {
    const rows = [];
    for (const classifier of numbers.classifiers) {
      for (const side of [SIDES.before, SIDES.after]) {
        const accuracy = classifier.accuracy[side.name];
        if (accuracy) rows.push({ name: classifier.title + ', ' + side.name, side, accuracy, chance: classifier.chance });
      }
    }
    element.style.height = rows.length * 40 + 60 + 'px';
    const narrow = element.clientWidth < 520;
    return {
      grid: { left: 8, right: 56, top: 26, bottom: 8, containLabel: true },
      tooltip: tooltip(at => rows[at.dataIndex].name + '\nbalanced accuracy ' + percent(rows[at.dataIndex].accuracy.balanced)
        + '\n95 % of permutations below ' + percent(rows[at.dataIndex].accuracy.nullUpper)),
      xAxis: valueAxis({ min: 0, max: 1, step: narrow ? 0.5 : 0.25 }, { axisLabel: { formatter: v => Math.round(100 * v) + ' %', color: SOFT } }),
      yAxis: {
        type: 'category', inverse: true, data: rows.map(r => r.name), axisTick: { show: false }, axisLine: { show: false },
        axisLabel: { color: INK, width: narrow ? 110 : 260, overflow: 'break' }
      },
      series: [{
        type: 'bar', barWidth: 16,
        data: rows.map(r => ({
          value: r.accuracy.balanced, itemStyle: { color: r.side.colour },
          label: { distance: labelDistance(r.accuracy, element.clientWidth) }
        })),
        label: { show: true, position: 'right', formatter: at => percent(at.value), color: INK, fontWeight: 600 },
        markLine: {
          silent: true, symbol: 'none', lineStyle: { color: INK, type: 'dashed' },
          label: { formatter: 'guessing', position: 'start', color: SOFT }, data: [{ xAxis: rows[0].chance }]
        }
      }, {
        type: 'scatter', symbol: 'rect', symbolSize: [3, 26], z: 4, itemStyle: { color: INK },
        data: rows.map((r, at) => [r.accuracy.nullUpper, at])
      }]
    };
  }

  /** Beyond the tick, where the tick would cross the number. */
  function labelDistance(accuracy, width) {
    const gap = (accuracy.nullUpper - accuracy.balanced) * (width - (width < 520 ? 180 : 330));
    return gap > -4 && gap < 60 ? gap + 7 : 6;
  }

  function effects(element) {
    const covariate = numbers.covariates[Number(element.dataset.index)];
    const points = covariate.sample.filter(p => p.before !== null && p.after !== null);
    const most = domain(points.flatMap(p => [Math.abs(p.before), Math.abs(p.after)]).concat(0));
    return {
      grid: { left: 20, right: 12, top: 12, bottom: 26, containLabel: true },
      tooltip: tooltip(at => at.data.feature + '\nt before ' + text(at.data.signed[0]) + '\nt after ' + text(at.data.signed[1])),
      xAxis: valueAxis(most, { name: '|t| before', nameLocation: 'middle', nameGap: 24 }),
      yAxis: valueAxis(most, { name: '|t| after', nameLocation: 'middle', nameGap: 28 }),
      series: [{
        type: 'scatter', symbolSize: 5, itemStyle: { color: SIDES.after.colour, opacity: 0.45 },
        data: points.map(p => ({ value: [Math.abs(p.before), Math.abs(p.after)], feature: p.feature, signed: [p.before, p.after] })),
        markLine: {
          silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: INK, type: 'dashed' },
          data: [[{ coord: [most.min, most.min] }, { coord: [most.max, most.max] }]]
        }
      }]
    };
  }

  function overlap(element) {
    const found = numbers.overlaps[Number(element.dataset.index)];
    const count = found.sites.length;
    const size = Math.min(element.clientWidth, Math.max(260, count * 44));
    element.style.height = Math.round(Math.min(620, size * 0.82) + 60) + 'px';
    element.style.maxWidth = Math.round(size + 140) + 'px';
    const cells = [];
    found.coefficients.forEach((row, y) => row.forEach((value, x) => {
      if (value !== null) cells.push([x, y, value]);
    }));
    const names = { type: 'category', data: found.sites, axisTick: { show: false }, axisLine: { show: false } };
    return {
      grid: { left: 8, right: 8, top: 44, bottom: 8, containLabel: true, show: true, backgroundColor: '#c9cfd4', borderColor: LINE },
      tooltip: tooltip(at => found.sites[at.value[1]] + ' and ' + found.sites[at.value[0]] + '\n' + text(at.value[2])),
      xAxis: Object.assign({}, names, { axisLabel: { formatter: shortened, color: SOFT, rotate: 45, interval: 0 } }),
      yAxis: Object.assign({}, names, { inverse: true, axisLabel: { formatter: shortened, color: SOFT, interval: 0 } }),
      visualMap: {
        type: 'continuous', min: 0, max: 1, orient: 'horizontal', left: 'center', top: 0, calculable: false,
        itemWidth: 10, itemHeight: 140, inRange: { color: VIRIDIS }, text: ['1, equal', '0, disjoint'], textStyle: { color: SOFT }
      },
      series: [{
        type: 'heatmap', itemStyle: { borderWidth: 1, borderColor: '#fff' },
        data: cells.map(cell => ({ value: cell, label: { show: count <= 12 && size / count > 30, color: cell[2] > 0.6 ? INK : '#fff', fontSize: 11, formatter: () => cell[2].toFixed(2) } }))
      }]
    };
  }

  // ---- drawing ---------------------------------------------------------------------------------

  const kinds = { boxes, heat, components, classifiers, effects, overlap };
  const drawn = new Map();

  function draw(element) {
    const option = kinds[element.dataset.chart](element);
    const renderer = option.canvas ? 'canvas' : 'svg';
    delete option.canvas;
    const chart = echarts.init(element, null, { renderer });
    chart.setOption(Object.assign({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: INK }
    }, option));
    drawn.set(element, chart);
    watcher.observe(element);
  }

  const watcher = new ResizeObserver(entries => {
    for (const entry of entries) fit(entry.target);
  });

  function fit(element) {
    const chart = drawn.get(element);
    if (element.clientWidth > 0 && (chart.getWidth() !== element.clientWidth || chart.getHeight() !== element.clientHeight)) {
      chart.resize();
      // Paper doesn't wait for the next frame.
      chart.getZr().flush();
    }
  }

  /** One chart after the other, so that the page answers meanwhile. Folded ones wait. */
  function drawNext(waiting) {
    const element = waiting.find(e => e.clientWidth > 0);
    if (!element) {
      document.documentElement.dataset.charts = String(drawn.size);
      return;
    }
    setTimeout(() => drawNext(waiting.filter(e => e !== element)));
    draw(element);
  }

  // Maps of many thousand cells take longest: nobody waits for them.
  const slow = element => element.dataset.chart === 'heat' ? 1 : 0;
  const all = Array.from(document.querySelectorAll('.chart')).sort((a, b) => slow(a) - slow(b));
  drawNext(all);
  document.addEventListener('toggle', () => drawNext(all.filter(e => !drawn.has(e))), true);

  window.addEventListener('beforeprint', () => {
    document.documentElement.classList.add('printing');
    drawn.forEach((chart, element) => fit(element));
  });
  window.addEventListener('afterprint', () => {
    document.documentElement.classList.remove('printing');
    drawn.forEach((chart, element) => fit(element));
  });

  // ---- the paragraph for the paper -------------------------------------------------------------

  const button = document.getElementById('copy');
  button.hidden = false;
  button.addEventListener('click', () => {
    const methods = document.getElementById('methods');
    const selection = window.getSelection();
    selection.selectAllChildren(methods);
    const says = document.getElementById('copied');
    const done = () => { says.textContent = 'Copied.'; };
    const failed = () => { says.textContent = 'It is selected now: copy it with the keyboard.'; };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(methods.innerText).then(done, failed);
    } else {
      failed();
    }
  });
})();
