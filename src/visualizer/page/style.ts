import { chartStyle } from '../drawing/style.ts'

const colours = `
--back:light-dark(#fff,#12171d);--panel:light-dark(#f5f7fa,#1a212a);--edge:light-dark(#d5dbe3,#343f4c);
--ink:light-dark(#18212b,#e8edf3);--quiet:light-dark(#54606e,#a4b0be);--accent:light-dark(#0b6b46,#63d3a3);
--glow:light-dark(#e0f3ea,#173d2f);--warn:light-dark(#9c2b20,#ff9a90);--value:light-dark(#5a3aa8,#bca6ff);--past:light-dark(#8a5200,#f2b760);
`

const css = `
:host,body{margin:0;display:block;height:100%;container-type:inline-size}
:host{min-height:420px}
html{height:100%}
.app{${colours}color-scheme:light dark;box-sizing:border-box;height:100%;display:grid;color:var(--ink);background:var(--back);
font:13px/1.35 system-ui,'Segoe UI','Liberation Sans',Helvetica,Arial,sans-serif;
grid-template:auto minmax(0,1fr) minmax(150px,30%)/minmax(150px,230px) minmax(0,1fr) minmax(220px,330px);
grid-template-areas:'top top top' 'tree middle log' 'time time time'}
.app[data-theme=dark]{color-scheme:dark}.app[data-theme=light]{color-scheme:light}
.app *,.app *::before{box-sizing:border-box}
.app [hidden]{display:none!important}
.app h1,.app h2,.app h3,.app p{margin:0;font-size:13px;font-weight:600}
.app button,.app input,.app textarea{font:inherit;color:inherit}
.app button{border:1px solid var(--edge);border-radius:6px;background:var(--panel);padding:3px 9px;cursor:pointer}
.app button:hover{border-color:var(--accent)}
.app button:disabled,.app button[aria-disabled=true]{cursor:default;border-style:dashed;color:var(--quiet)}
.app button[aria-pressed=true]{background:var(--glow);border-color:var(--accent)}
.app :focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.app .toolbar{grid-area:top;display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;padding:8px 12px;border-bottom:1px solid var(--edge)}
.app .toolbar h1{font-size:15px}
.app .toolbar input[type=range]{flex:0 1 220px;min-width:90px;accent-color:var(--accent)}
.app .standing::before{content:'';display:inline-block;width:8px;height:8px;border-radius:50%;background:var(--quiet);margin-inline-end:6px}
.app .standing[data-state=live]{color:var(--accent)}.app .standing[data-state=live]::before{background:var(--accent)}
.app .standing[data-state=past]{color:var(--past)}.app .standing[data-state=past]::before{background:var(--past)}
.app .standing[data-state=gone],.app .standing[data-state=refused]{color:var(--warn)}
.app .moment{font-variant-numeric:tabular-nums;color:var(--quiet)}
.app .files{margin-inline-start:auto;display:flex;flex-wrap:wrap;gap:6px}
.app .warnings{flex-basis:100%;color:var(--warn)}
.app .tree{grid-area:tree;border-inline-end:1px solid var(--edge);min-height:0}
.app .middle{grid-area:middle;display:flex;flex-direction:column;min-width:0;min-height:0}
.app .log{grid-area:log;border-inline-start:1px solid var(--edge);display:flex;flex-direction:column;min-width:0;min-height:0}
.app .timeline{grid-area:time;border-top:1px solid var(--edge);display:flex;flex-direction:column;min-height:0;min-width:0}
.app .bar{display:flex;gap:8px;align-items:center;padding:6px 10px}
.app .bar .tools{margin-inline-start:auto;display:flex;gap:5px;flex-wrap:wrap}
.app .rows{position:relative;overflow:auto;height:100%;flex:1 1 0;min-height:0;contain:strict}
.app .space{position:relative}
.app .row{position:absolute;inset:0 0 auto;padding:3px 8px;overflow:hidden;white-space:nowrap;cursor:pointer}
.app .row span{display:block;overflow:hidden;text-overflow:ellipsis}
.app .row[aria-selected=true]{background:var(--glow);box-shadow:inset 3px 0 var(--accent)}
.app .row .name,.app .row .what{font-weight:600}
.app .row .state,.app .row .who,.app .row .time{color:var(--quiet);font-size:12px}
.app .row[data-kind=client]{background:var(--panel)}
.app .row[data-status]:not([data-status=active]) .name{font-weight:400;color:var(--quiet)}
.app .row[data-status=error] .state{color:var(--warn)}
.app .log .row{border-bottom:1px solid var(--edge);padding-inline-start:58px}
.app .log .row .time{position:absolute;left:8px;font-variant-numeric:tabular-nums}
.app .log .row[data-kind=snapshot] .what{color:var(--accent)}.app .log .row[data-kind=stream] .what{color:var(--value)}
.app .log .row[data-kind=traffic] .what{font-weight:400}
.app .log .row[data-later] span{color:var(--quiet);font-weight:400}
.app .log .row[data-kind=trouble] .what{color:var(--warn)}
.app .log input{flex:1;min-width:0;padding:4px 8px;border:1px solid var(--edge);border-radius:6px;background:var(--back)}
.app .count{padding:0 10px 4px;color:var(--quiet);font-weight:400;font-size:12px}
.app .detail{flex:0 1 45%;overflow:auto;min-height:0;border-top:1px solid var(--edge);background:var(--panel);padding:6px 10px}
.app .detail .who{color:var(--quiet);font-weight:400}
.app pre{margin:4px 0 8px;font:12px/1.4 ui-monospace,'Liberation Mono',Menlo,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.app .chart-view{flex:1 1 0;display:flex;flex-direction:column;min-height:0}
.app .stage{flex:1 1 0;min-height:0;overflow:auto;position:relative}
.app .stage>svg{display:block;width:100%;height:100%;touch-action:none;cursor:grab}
.app .stage[data-has=picture][data-form=picture]>.outline,.app .stage[data-form=outline]>svg{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.app .none{padding:20px;color:var(--quiet);font-weight:400}
.app .outline,.app .outline ul{list-style:none;margin:0;padding-inline-start:18px}
.app .outline li{padding:1px 0}
.app .outline .ways{color:var(--quiet);font-size:12px}
.app .outline .is-active>.name{color:var(--accent);font-weight:700}
.app .outline .mark{color:var(--accent);font-size:12px}.app .outline .kind{color:var(--quiet);font-size:12px}
.app .outline .is-taken{color:var(--accent);font-weight:700}
.app .commands{border-top:1px solid var(--edge);display:flex;flex-wrap:wrap;gap:6px 8px;align-items:center;padding:8px 10px;max-height:30%;overflow:auto}
.app .commands .label{color:var(--quiet)}
.app .commands .label:has(+[hidden]){display:none}
.app .buttons{display:flex;flex-wrap:wrap;gap:5px}
.app .commands .buttons button:not(:disabled):not([aria-disabled]){border-color:var(--accent);color:var(--accent);font-weight:600}
.app .note,.app .outcome{color:var(--quiet);font-weight:400}
.app dialog{${colours}color:var(--ink);background:var(--back);border:1px solid var(--edge);border-radius:10px;width:min(520px,90vw)}
.app dialog::backdrop{background:rgb(0 0 0/.4)}
.app dialog textarea{width:100%;margin:8px 0;font:12px/1.4 ui-monospace,'Liberation Mono',Menlo,monospace;background:var(--panel);border:1px solid var(--edge);border-radius:6px}
.app .timeline .span{color:var(--quiet)}
.app .timeline .scroll{position:relative;overflow:hidden auto;flex:1 1 0;min-height:0;contain:strict}
.app .lane{position:absolute;inset-inline:0;height:26px;display:flex;align-items:center;cursor:crosshair}
.app .lane-name{flex:0 0 130px;padding-inline:10px 6px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-weight:600;font-size:12px}
.app .lane[data-kind=stream] .lane-name{font:12px ui-monospace,'Liberation Mono',Menlo,monospace;color:var(--quiet)}
.app .lane[data-chosen] .lane-name{color:var(--accent)}
.app .track{position:relative;flex:1;height:100%;overflow:hidden}
.app .track::before{content:'';position:absolute;inset:50% 0 auto;border-top:1px solid var(--edge)}
.app .stretch{position:absolute;top:4px;height:14px;border-radius:4px;padding-inline:4px;overflow:hidden;font-size:11px;line-height:14px;font-weight:600;white-space:nowrap;
background:light-dark(hsl(var(--hue) 60% 82%),hsl(var(--hue) 38% 26%));color:light-dark(#101820,#f2f6fa)}
.app .dot{position:absolute;width:5px;height:5px;margin-inline-start:-2px;border-radius:50%;top:20px;background:var(--quiet)}
.app .lane[data-kind=server] .dot{top:9px;width:8px;height:8px}
.app .lane[data-kind=stream] .dot{top:5px;width:16px;height:16px;margin-inline-start:-8px;text-align:center;font-size:11px;line-height:16px;font-weight:700;color:#fff;background:hsl(var(--hue) 60% 30%)}
.app .arrows{position:absolute;inset-inline:0;width:100%;pointer-events:none}
.app .arrows path{fill:none;stroke:var(--quiet);opacity:.7}
.app .cursor{position:absolute;inset-block:0;border-inline-start:2px dashed var(--past);pointer-events:none}
@container (max-width:800px){
.app{height:auto;min-height:100%;grid-template:auto auto auto auto auto/minmax(0,1fr);grid-template-areas:'top' 'tree' 'middle' 'log' 'time'}
.app .tree{height:170px;border:0;border-bottom:1px solid var(--edge)}
.app .middle,.app .chart-view{display:block}.app .stage{max-height:60vh}.app .commands{max-height:none}
.app .log{height:440px;border:0;border-top:1px solid var(--edge)}
.app .timeline{height:230px}
.app .stage[data-has=picture][data-form=picture]>.outline{position:static;width:auto;height:auto;clip-path:none}
.app .stage[data-form=picture]>svg{display:none}
.app .files{margin-inline-start:0}.app .chart-view .tools{display:none}
}
@media (prefers-reduced-motion:no-preference){.app .stage .is-active>.body,.app .stage .line{transition:stroke .15s,fill .15s}}
`

/** The style of the page and of the charts in it. A policy that forbids inline styles has nothing against it. */
export const styleSheet = (): CSSStyleSheet => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css + chartStyle)
  return sheet
}
