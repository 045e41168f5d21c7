"""How the map page looks, on a wide screen, a telephone and paper."""

from mobiledispatch.report.palette import colour_rules

_SHEET = """
body { display: grid; grid-template-columns: minmax(0, 1fr) 23rem; grid-template-rows: 100%;
  font: 15px/1.4 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: #1c2430; background: #fff; }
body > .folium-map { background: #eef1ee; z-index: 0; grid-area: 1 / 1; }
.panel { grid-area: 1 / 2; }
.leaflet-container { font: inherit; }
.panel { overflow-y: auto; box-sizing: border-box; padding: 1rem 1.1rem 2rem; border-left: 1px solid #c8ced6; }
.panel h1 { font-size: 1.25rem; line-height: 1.25; margin: 0; }
.panel h2 { font-size: 1rem; margin: 1.4rem 0 .2rem; display: flex; align-items: center; gap: .5rem;
  overflow-wrap: anywhere; }
.panel p { margin: .15rem 0; }
.quiet { color: #566170; font-size: .9rem; }
.panel ol, .panel ul { list-style: none; margin: .4rem 0 0; padding: 0; }
.panel ul li { border-left: 4px solid #B3261E; padding: .1rem 0 .1rem .7rem; margin: .6rem 0; overflow-wrap: anywhere; }
.panel ul.held li { border-color: #7A5C00; }
.panel button { all: unset; box-sizing: border-box; width: 100%; cursor: pointer; display: grid; border-radius: 6px;
  grid-template-columns: 2.1rem minmax(0, 1fr) auto; align-items: center; gap: .4rem; padding: .2rem .3rem; }
.panel button:hover { background: #eef1f5; }
.panel button:focus-visible { outline: 3px solid #1c2430; }
.visit { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.span { font-variant-numeric: tabular-nums; }
.mark { position: relative; z-index: 0; display: inline-grid; place-items: center; width: 28px; height: 28px;
  flex: none;  color: var(--ink); font: 700 15px/1 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
.mark::before { content: ""; position: absolute; inset: 0; z-index: -1; background: var(--paint);
  border: 2px solid #fff;  box-shadow: 0 0 0 1px #1c2430; border-radius: 50%; box-sizing: border-box; }
.square .mark::before { border-radius: 5px; }
.diamond .mark::before { border-radius: 4px; transform: rotate(45deg) scale(.86); }
.mark.home { width: 26px; height: 26px; }
.mark.home::before { background: #fff; border-color: var(--paint); border-width: 4px; }
.mark.home::after { content: ""; width: 10px; height: 10px; background: var(--paint);
  clip-path: polygon(50% 0, 100% 45%, 85% 45%, 85% 100%, 15% 100%, 15% 45%, 0 45%); }
.leaflet-marker-icon:focus-visible { outline: 3px solid #1c2430; outline-offset: 3px; border-radius: 50%; }
.town { color: #5b6672; font-size: .8rem; letter-spacing: .04em; white-space: nowrap; text-align: center;
  text-shadow: 0 0 3px #eef1ee, 0 0 3px #eef1ee; }
.leaflet-popup-content { margin: .7rem 1rem; font-size: .95rem; }
.leaflet-popup-content h3 { margin: 0 1rem .3rem 0; font-size: 1rem; overflow-wrap: anywhere; }
.leaflet-popup-content table { border-collapse: collapse; width: 100%; }
.leaflet-popup-content th { text-align: left; font-weight: 400; color: #566170; padding: .1rem .8rem .1rem 0; }
.leaflet-popup-content td { text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
.leaflet-control-layers { font-size: .9rem; max-height: 9rem; overflow-y: auto; }
.leaflet-control-layers-overlays span { overflow-wrap: anywhere; }
.key { display: inline-block; width: 1.1rem; height: .45rem; border-radius: 2px; background: var(--paint);
  margin: 0 .3rem 1px 0; }
@media (max-width: 760px) {
  html, body { height: auto; }
  body { display: flex; flex-direction: column; }
  body > .folium-map { order: -1; flex: none; height: 62vh !important; min-height: 320px; }
  .panel { border-left: 0; border-top: 1px solid #c8ced6; overflow: visible; }
}
@media print {
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  html, body { height: auto; }
  body { display: flex; flex-direction: column; }
  body > .folium-map { order: -1; flex: none; height: 12cm !important; width: 18cm !important;
    border: 1px solid #566170; }
  .panel { overflow: visible; border: 0; padding: .5cm 0 0; columns: 2; }
  .panel section { break-inside: avoid; }
  .leaflet-control-zoom, .leaflet-control-layers { display: none; }
}
"""


def page_style() -> str:
    """The page's own CSS."""
    return f"{_SHEET}{colour_rules()}\n"
