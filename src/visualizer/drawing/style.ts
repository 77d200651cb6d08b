const light = `--ink:#1b2530;--quiet:#586577;--line:#566376;--edge:#98a4b5;--floor:#eef1f6;--raised:#f8fafc;--leaf:#fff;
--green:#0d6e47;--red:#b3261e;--amber:#8a5200;--violet:#6a3fc4;--glow:#d9f2e5`

const dark = `--ink:#e8eef5;--quiet:#9eabbc;--line:#93a1b3;--edge:#4d5b6d;--floor:#131a22;--raised:#1b242f;--leaf:#263240;
--green:#62d3a2;--red:#ff9188;--amber:#f2b760;--violet:#bfa8ff;--glow:#17402f`

/**
 * The style of every chart, as CSS. It stands in each SVG; a page that forbids
 * inline styles adds it to its own. A chart follows the reader's preference of
 * light or dark unless its `data-theme` says which.
 */
export const chartStyle = `.chart{${light}}
@media (prefers-color-scheme:dark){.chart:not([data-theme=light]){${dark}}}
.chart[data-theme=dark]{${dark}}
.chart text{font:12px Helvetica,Arial,'Liberation Sans',Arimo,sans-serif;fill:var(--ink);white-space:pre}
.chart rect,.chart .line{fill:none;stroke:var(--edge);stroke-width:1.2}
.chart .floor{fill:var(--floor)}.chart .raised{fill:var(--raised)}.chart .leaf{fill:var(--leaf)}
.chart .region>.body{stroke-dasharray:5 4}
.chart .rule{stroke:var(--edge);stroke-width:.8;opacity:.6}
.chart .cover{stroke:none}
.chart .line{stroke:var(--line);stroke-linejoin:round}
.chart .head,.chart .initial{fill:var(--line);stroke:none}
.chart .anywhere{fill:none;stroke:var(--line);stroke-width:1.2}
.chart .name{font-size:13.5px;font-weight:700}
.chart .event,.chart .done,.chart .error,.chart .after,.chart .always{font-weight:700}
.chart .keyword,.chart .action{fill:var(--quiet)}
.chart .guard{fill:var(--violet)}.chart .done,.chart .source{fill:var(--green)}
.chart .error{fill:var(--red)}.chart .after{fill:var(--amber)}
.chart .always{font-style:italic;fill:var(--quiet)}
.chart .is-active>.body{stroke:var(--green);stroke-width:2.4}
.chart .is-active>.leaf{fill:var(--glow)}
.chart .is-taken .line{stroke:var(--green);stroke-width:3}.chart .is-taken .head{fill:var(--green)}
.chart text.is-taken tspan{fill:var(--green)}
.chart text.is-enabled{cursor:pointer;text-decoration:underline}
.chart .is-uncovered .line,.chart .is-uncovered>.body{stroke:var(--red);stroke-width:1.6;stroke-dasharray:1.5 3.5;stroke-linecap:round}
.chart .is-uncovered .head{fill:var(--red)}
.chart text.is-uncovered{text-decoration:underline dotted var(--red)}`
